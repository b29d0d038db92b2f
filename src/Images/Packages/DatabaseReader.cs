namespace Stanch.Images.Packages;

/// <summary>Collects a database that comes in pieces. One too large to be held is left aside, and the files that it lists are treated like any other.</summary>
internal sealed class DatabaseReader(PackageFiles packages, string path) : IDisposable
{
    private const int Largest = 96 << 20;

    private MemoryStream? bytes = new();

    public void Add(ReadOnlySpan<byte> piece)
    {
        if (bytes is not null && bytes.Length + piece.Length > Largest) Dispose();
        bytes?.Write(piece);
    }

    public void Finish()
    {
        if (bytes is not null) packages.Read(path, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        Dispose();
    }

    public void Dispose()
    {
        bytes?.Dispose();
        bytes = null;
    }
}
