using System.Runtime.InteropServices;

namespace Stanch.Detection;

/// <summary>What one layer of a scan works with: the content itself, or what was decoded out of it.</summary>
internal sealed unsafe class Frame
{
    public const int Capacity = 4096;

    private readonly HashSet<(int Detector, int Start)> seen = [];
    private byte[] decoded = [];
    private int[] offsets = [];

    /// <summary>Prefilter hits; room for one vector more than <see cref="Capacity"/>.</summary>
    public int* Hits { get; } = (int*)NativeMemory.Alloc(Capacity + 64, sizeof(int));
    public int Depth { get; private set; }
    public List<Match> Matches { get; private set; } = [];
    /// <summary>End of the last stretch that was unescaped, by kind of escape.</summary>
    public int[] EscapesDone { get; } = new int[8];

    /// <summary>Room for what an escape is decoded into, and for where each byte came from; until the next call.</summary>
    public (byte[] Decoded, int[] Offsets) Room(int length)
    {
        if (decoded.Length < length) (decoded, offsets) = (new byte[2 * length], new int[2 * length + 1]);
        return (decoded, offsets);
    }

    public void Start(int depth, List<Match> matches)
    {
        Depth = depth;
        Matches = matches;
        if (seen.Count > 0) seen.Clear();
        Array.Clear(EscapesDone);
    }

    /// <summary>False when this detector has reported a secret that begins there already: two anchors of one match.</summary>
    public bool First(int detector, int start) => seen.Add((detector, start));

    ~Frame() => NativeMemory.Free(Hits);
}
