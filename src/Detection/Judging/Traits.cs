using System.Globalization;

namespace Stanch.Detection.Judging;

/// <summary>Each trait in words, its group, and the direction in which it may move the judgement.</summary>
internal static class Traits
{
    /// <summary>The groups that docs/quality.md gives figures for.</summary>
    public static string Group(Trait trait) => trait switch
    {
        <= Trait.LastSign => "characters",
        <= Trait.HoldsKeyword => "words",
        <= Trait.Keyboard => "known forms",
        <= Trait.NameWords => "name",
        <= Trait.LineLength => "syntax",
        _ => "surroundings",
    };

    /// <summary>1: more of it never makes a secret less likely; -1: never more likely; 0: it depends.</summary>
    public static int Direction(Trait trait) => trait switch
    {
        Trait.Dictionary or Trait.NameHash or Trait.Version or Trait.Path or Trait.Expression
            or Trait.Rule or Trait.Constant or Trait.Compound or Trait.LooksUp or Trait.HoldsKeyword or Trait.Reference or Trait.Keyboard or Trait.Sequence or Trait.Repeats or Trait.Foreign => -1,
        Trait.NamePassword or Trait.NameSecret => 1,
        _ => 0,
    };

    public static string Say(Trait trait, float x)
    {
        var number = x.ToString("0.##", CultureInfo.InvariantCulture);
        var yes = x > 0;
        return trait switch
        {
            Trait.Length => $"the value has {number} characters",
            Trait.Letters => $"{x * 100:0} % of it are letters",
            Trait.Digits => $"{x * 100:0} % of it are digits",
            Trait.DigitCount => $"it has {number} digits",
            Trait.Capitals => $"{x * 100:0} % of it are capitals",
            Trait.Signs => $"it has {number} signs",
            Trait.Separators => $"it has {number} separators",
            Trait.Blanks => yes ? "it has blanks" : "it has no blank",
            Trait.Foreign => yes ? "it has characters beyond ASCII" : "it is ASCII",
            Trait.Variety => $"it has {number} of four kinds of characters",
            Trait.Switches => $"the kind of character changes {number} times a character",
            Trait.Entropy => $"it has {number} bits of entropy a character",
            Trait.Padding => yes ? "it ends as base64 does" : "it has no padding",
            Trait.FirstSign => yes ? "it begins with a sign" : "it begins with a letter or a digit",
            Trait.LastSign => yes ? "it ends with a sign" : "it ends with a letter or a digit",
            Trait.Readable => x < 0 ? "it has no two letters in a row" : $"its letters follow each other as in words to {number} of 9",
            Trait.Worst => x < 0 ? "it has no two letters in a row" : $"its rarest pair of letters is common to {number} of 9",
            Trait.Dictionary => x < 0 ? "it has no letters" : $"{x * 100:0} % of its letters are known words",
            Trait.LongestWord => $"its longest known word has {number} letters",
            Trait.HoldsKeyword => yes ? "the value itself speaks of a secret" : "the value does not speak of a secret",
            Trait.Hexadecimal => yes ? "it is hexadecimal" : "it is not hexadecimal",
            Trait.Base32 => yes ? "it is base32" : "it is not base32",
            Trait.Uuid => yes ? "it has the form of a UUID" : "it is no UUID",
            Trait.Number => yes ? "it is a number" : "it is no number",
            Trait.Version => yes ? "it is a version" : "it is no version",
            Trait.Address => yes ? "it is an address" : "it is no address",
            Trait.Path => yes ? "it is a path or a file" : "it is no path",
            Trait.Expression => yes ? "it reads like an expression" : "it is no expression",
            Trait.Reference => yes ? "it refers to something else" : "it refers to nothing else",
            Trait.Rule => yes ? "it is a rule or a pattern" : "it is no pattern",
            Trait.Code => yes ? "it is a piece of code" : "it is no piece of code",
            Trait.Camel => yes ? "it is written as an identifier with capitals" : "it is not written as an identifier with capitals",
            Trait.Snake => yes ? "it is words joined by underscores" : "it is not words joined by underscores",
            Trait.Kebab => yes ? "it is words joined by dashes" : "it is not words joined by dashes",
            Trait.Constant => yes ? "it is written as a constant" : "it is not written as a constant",
            Trait.NumberedWord => yes ? "it is a word with a number" : "it is no word with a number",
            Trait.Compound => yes ? "it is words joined by separators" : "it is not words joined by separators",
            Trait.Repeats => $"one character stands {number} times in a row",
            Trait.Sequence => $"{x * 100:0} % of it goes up or down by one",
            Trait.Keyboard => $"{number} characters lie in a row of the keyboard",
            _ => SayPlace(trait, x, number, yes),
        };
    }

    private static string SayPlace(Trait trait, float x, string number, bool yes) => trait switch
    {
        Trait.NameLength => $"the name has {number} characters",
        Trait.NamePassword => yes ? "the name says password" : "the name does not say password",
        Trait.NameSecret => yes ? "the name says secret" : "the name does not say secret",
        Trait.NameToken => yes ? "the name says token" : "the name does not say token",
        Trait.NameKey => yes ? "the name says key" : "the name does not say key",
        Trait.NameAuth => yes ? "the name says authentication" : "the name does not say authentication",
        Trait.JointAddress => yes ? "it stands in an address" : "it stands in no address",
        Trait.NameHash => yes ? "the name says hash" : "the name does not say hash",
        Trait.NameConstant => yes ? "the name is in capitals" : "the name is not all capitals",
        Trait.NameTesting => yes ? "the name says test or default" : "the name does not say test",
        Trait.NameStrong => yes ? "the name says whose it is" : "the name does not say whose it is",
        Trait.NameStarts => $"{number} characters of the name stand before its telling word",
        Trait.NameEnds => $"{number} characters of the name follow its telling word",
        Trait.NameWords => $"the name has {number} words",
        Trait.JointEquals => yes ? "it is assigned" : "it is not assigned by =",
        Trait.JointColon => yes ? "it stands behind a colon or an arrow" : "it stands behind no colon",
        Trait.JointCompared => yes ? "it is compared" : "it is not compared",
        Trait.JointCall => yes ? "it is the argument of a call" : "it is not the argument of a call",
        Trait.JointElement => yes ? "it stands in markup" : "it does not stand in markup",
        Trait.JointOption => yes ? "it is an option of a command" : "it is no option of a command",
        Trait.JointBlank => yes ? "only a blank stands before it" : "more than a blank stands before it",
        Trait.Host => x > 2 ? "the host is one of examples" : yes ? "a host follows" : "no host follows",
        Trait.Quoted => yes ? "it is in quotes" : "it is not in quotes",
        Trait.QuoteSingle => yes ? "the quotes are single" : "the quotes are not single",
        Trait.QuoteEscaped => yes ? "the quotes are escaped" : "the quotes are plain",
        Trait.NameQuoted => yes ? "the name is in quotes" : "the name is not in quotes",
        Trait.NamePrefixed => yes ? "a sign stands before the name" : "no sign stands before the name",
        Trait.Wrapped => yes ? "it goes through a function" : "it goes through no function",
        Trait.LooksUp => x > 1 ? "the function looks something up" : yes ? "the function makes bytes of it" : "no function is known",
        Trait.InString => yes ? "all of it stands in a string" : "it does not stand in a longer string",
        Trait.Comment => yes ? "the line is a comment" : "the line is no comment",
        Trait.After => x switch { 0 => "the line ends behind it", 1 => "a comma or a semicolon follows", 2 => "something closes behind it", 3 => "more of the line follows", _ => "an operator follows" },
        Trait.AfterLine => $"{number} more characters are on the line",
        Trait.LineLength => $"the line has {number} characters",
        Trait.Testing => yes ? "words of tests are near" : "no words of tests are near",
        Trait.Users => yes ? "a user or a host is named near" : "no user or host is named near",
        Trait.Density => $"{x * 100:0} % of what is near are brackets and semicolons",
        Trait.Assignments => $"{x * 100:0} % of what is near are equals signs and colons",
        _ => yes ? "words of examples are near" : "no words of examples are near",
    };
}
