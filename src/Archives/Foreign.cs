namespace Stanch.Archives;

/// <summary>Calls into parsers of others. On hostile bytes they throw anything, out of any depth; none of it is more than "damaged", and none of our own code runs inside of these calls.</summary>
internal static class Foreign
{
    public static T Call<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is not (SpentException or DamagedException))
        {
            throw Damage(e);
        }
    }

    public static void Quietly(Action close)
    {
        try
        {
            close();
        }
        catch (Exception e) when (e is not SpentException)
        {
            // What could be read was read; a decoder that can't close its damaged stream has nothing to add.
        }
    }

    /// <summary>The message may hold bytes of the file, so only the kind of it is told.</summary>
    public static DamagedException Damage(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is DamagedException known) return known;
            if (inner is SpentException spent) throw spent;
            if (inner is SharpCompress.Common.CryptographicException or System.Security.Cryptography.CryptographicException)
                return new DamagedException("encrypted", Sources.SkipReason.Encrypted);
            if (inner is SharpCompress.Common.MultiVolumeExtractionException or SharpCompress.Common.MultipartStreamRequiredException)
                return new DamagedException("one volume of several", Sources.SkipReason.Unsupported);
            if (inner is NotSupportedException) return new DamagedException("a method that is not known here", Sources.SkipReason.Unsupported);
        }
        return new DamagedException(e is OutOfMemoryException ? "asks for too much memory" : "damaged");
    }
}
