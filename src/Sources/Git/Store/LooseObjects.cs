namespace Stanch.Sources.Git;

/// <summary>The objects of one object folder that stand in files of their own.</summary>
internal sealed class LooseObjects(string folder, int hashLength)
{
    public string PathOf(ReadOnlySpan<byte> id)
    {
        var hex = Convert.ToHexStringLower(id);
        return $"{folder}{Path.DirectorySeparatorChar}{hex[..2]}{Path.DirectorySeparatorChar}{hex[2..]}";
    }

    /// <summary>All of them, in no order. Files of other names are none of git's and passed over.</summary>
    public IEnumerable<ObjectId> List(Action<string, string> unreadable)
    {
        for (var first = 0; first < 256; first++) foreach (var id in List((byte)first, unreadable)) yield return id;
    }

    /// <summary>Those whose id starts with a byte.</summary>
    public IEnumerable<ObjectId> List(byte first, Action<string, string> unreadable)
    {
        var prefix = first.ToString("x2");
        var path = Path.Combine(folder, prefix);
        if (!Directory.Exists(path)) yield break;
        string[] names;
        try
        {
            names = Directory.GetFiles(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable(path, e.Message);
            yield break;
        }
        foreach (var name in names)
        {
            var rest = Path.GetFileName(name.AsSpan());
            if (rest.Length == hashLength * 2 - 2 && ObjectId.TryParse($"{prefix}{rest}", out var id)) yield return id;
        }
    }
}
