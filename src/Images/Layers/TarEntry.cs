namespace Stanch.Images.Layers;

internal enum TarKind { File, Directory, HardLink, SymbolicLink, Device, Other }

/// <summary>A header of a tar file with what extended headers before it say.</summary>
/// <param name="Path">Without leading slash and <c>./</c>; with forward slashes; <c>..</c> is a name like any other, since nothing is unpacked.</param>
/// <param name="Target">What a link points to, as it is written.</param>
internal readonly record struct TarEntry(TarKind Kind, string Path, string Target, long Length);

/// <summary>A tar file that is not one, or ends too early.</summary>
internal sealed class TarFault(string message) : Exception(message);
