namespace Stanch.Detection.Judging;

/// <summary>What is measured of a value and of its surroundings. <see cref="Traits"/> says each in words.</summary>
internal enum Trait
{
    // How the value is written.
    Length, Letters, Digits, DigitCount, Capitals, Signs, Separators, Blanks, Foreign, Variety, Switches, Entropy, Padding, FirstSign, LastSign,
    // Whether it reads like words.
    Readable, Worst, Dictionary, LongestWord, HoldsKeyword,
    // Known forms.
    Hexadecimal, Base32, Uuid, Number, Version, Address, Path, Expression, Reference, Rule, Code, Camel, Snake, Kebab, Constant, NumberedWord, Compound, Repeats, Sequence, Keyboard,
    // The name.
    NameLength, NamePassword, NameSecret, NameToken, NameKey, NameAuth, NameHash, NameConstant, NameTesting, NameStrong, NameStarts, NameEnds, NameWords,
    // How the value is given to it.
    JointEquals, JointColon, JointCompared, JointCall, JointElement, JointOption, JointBlank, JointAddress, Host,
    Quoted, QuoteSingle, QuoteEscaped, NameQuoted, NamePrefixed, Wrapped, LooksUp, InString, Comment, After, AfterLine, LineLength,
    // What stands near.
    Testing, Users, Density, Assignments, Examples,
}
