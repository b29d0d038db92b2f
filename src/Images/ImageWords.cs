using Stanch.Images.Contents;
using Stanch.Sources;

namespace Stanch.Images;

/// <summary>Hands texts of configurations and manifests to a sink.</summary>
internal static class ImageWords
{
    public static void Hand(IEnumerable<ImageText> texts, IBlobSink sink, Coverage coverage)
    {
        foreach (var text in texts.Where(t => !t.IsEmpty))
        {
            var bytes = text.Bytes;
            var verdict = sink.Accept(new Piece { Provenance = new ImageTextProvenance(text), Content = bytes, OwnEnd = bytes.Length });
            if (!ReferenceEquals(verdict, SinkVerdict.Enough)) coverage.AddBlob(bytes.Length);
        }
    }
}
