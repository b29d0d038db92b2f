using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Stanch.Sources.Git;

/// <summary>Asks the processor to bring memory near before it is read. Nothing happens where that is not possible, or the address is none.</summary>
internal static unsafe class Cache
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }
}
