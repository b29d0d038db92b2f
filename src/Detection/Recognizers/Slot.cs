namespace Stanch.Detection.Recognizers;

/// <summary>What stands between a name and its value.</summary>
internal enum Joint { None, Equals, Colon, Arrow, Compared, Call, Argument, Element, Option, Attribute, Blank, Address }

/// <summary>What a value is written in.</summary>
internal enum Quote { None, Single, Double, Other, Escaped }

/// <summary>A name and the value that it is given.</summary>
/// <param name="Name">The whole name around the anchor.</param>
/// <param name="Hit">The anchor's word.</param>
/// <param name="Value">Without its quotes.</param>
/// <param name="Callee">The function through which the value goes, as in <c>bytes("…")</c>; empty when there is none.</param>
internal readonly record struct Slot(ByteRange Name, ByteRange Hit, ByteRange Value, Joint Joint, Quote Quote, ByteRange Callee)
{
    /// <summary>The value stands in brackets of a call or a tuple.</summary>
    public bool Wrapped { get; init; }
}
