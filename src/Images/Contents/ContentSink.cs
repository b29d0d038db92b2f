using System.Security.Cryptography;
using Stanch.Images.Packages;
using Stanch.Sources;

namespace Stanch.Images.Contents;

/// <summary>Stands before one worker's sink: hands on what is new, notes the place of what was scanned before, and reads package databases on the way.</summary>
internal sealed class ContentSink(IBlobSink sink, ImageShelf shelf) : IBlobSink, IDisposable
{
    private readonly ContentHashes hashes = new();
    private ImageFileProvenance? split;
    private DatabaseReader? database;
    private bool enough;

    /// <summary>The file that is read next.</summary>
    public LayerFile File { get; set; }
    /// <summary>The last file had been scanned before, at another place.</summary>
    public bool Repeated { get; private set; }

    public object? Accept(in Piece piece)
    {
        Repeated = false;
        if (piece.Start == 0 && piece.OwnStart == 0)
        {
            if (piece.Last) return Whole(piece);
            split = new ImageFileProvenance(new FileContent(), File);
            split.Content.Add(File);
            enough = false;
            hashes.Reset();
            database?.Dispose();
            database = PackageFiles.IsDatabase(File.Path) ? new DatabaseReader(shelf.Packages, File.Path) : null;
        }
        return Split(piece);
    }

    private object? Whole(in Piece piece)
    {
        Span<byte> sha = stackalloc byte[32];
        SHA256.HashData(piece.Content, sha);
        if (shelf.Contents.Begin(sha, File) is not { } content)
        {
            Repeated = true;
            return SinkVerdict.Enough;
        }
        if (PackageFiles.IsDatabase(File.Path)) shelf.Packages.Read(File.Path, piece.Content);
        var verdict = sink.Accept(new Piece { Provenance = new ImageFileProvenance(content, File), Content = piece.Content, OwnEnd = piece.OwnEnd });
        if (content.Wanted)
        {
            hashes.Reset();
            hashes.Add(piece.Content);
            content.Digests = hashes.Finish(out _);
        }
        shelf.Contents.End(sha, content);
        return verdict;
    }

    /// <summary>What a file of many pieces holds is known only at its end; one that comes again is scanned again.</summary>
    private object? Split(in Piece piece)
    {
        var own = piece.Content[piece.OwnStart..piece.OwnEnd];
        hashes.Add(own);
        database?.Add(own);
        var verdict = enough ? SinkVerdict.Enough : sink.Accept(new Piece
        {
            Provenance = split!, Content = piece.Content, Start = piece.Start, OwnStart = piece.OwnStart, OwnEnd = piece.OwnEnd, Last = piece.Last,
        });
        enough = ReferenceEquals(verdict, SinkVerdict.Enough);
        // A database of packages is read to its end, whatever the sink thinks of it.
        if (!piece.Last) return enough && database is not null ? null : verdict;
        database?.Finish();
        split!.Content.Digests = hashes.Finish(out var sha);
        shelf.Contents.End(sha, split.Content);
        return verdict;
    }

    public void Dispose()
    {
        hashes.Dispose();
        database?.Dispose();
    }
}
