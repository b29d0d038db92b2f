using System.Runtime.CompilerServices;
using Stanch.Catalog;

namespace Stanch.Detection;

/// <summary>
/// The cheapest question about a window: is there a run of bytes long enough to be the secret? Spares most regular-expression calls on words
/// such as <c>zoom</c> or <c>token</c> in plain code.
/// </summary>
internal readonly struct Gate(Detector detector)
{
    private readonly int run = detector.MinRun;
    private readonly ulong low = detector.RunLow;
    private readonly ulong high = detector.RunHigh;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Holds(byte b) => b < 64 ? (low >> b & 1) != 0 : b < 128 && (high >> (b - 64) & 1) != 0;

    public bool Passes(ReadOnlySpan<byte> window)
    {
        if (run == 0) return true;
        // As in Boyer-Moore: a byte outside the set at the end of a candidate run rules out every run across it.
        for (var end = run - 1; end < window.Length;)
        {
            var at = end;
            while (Holds(window[at]))
            {
                if (at == end - run + 1) return true;
                at--;
            }
            end = at + run;
        }
        return false;
    }
}
