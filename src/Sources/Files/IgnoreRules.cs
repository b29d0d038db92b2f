using System.Diagnostics.CodeAnalysis;

namespace Stanch.Sources.Files;

internal enum IgnoreVerdict : byte { Silent, Ignored, Kept }

/// <summary>
/// The rules of one ignore file; the last one that matches decides. Plain names, <c>*.ext</c> and plain paths, which are
/// nearly all rules in practice, are found by hash, so that an entry's cost doesn't grow with their number.
/// </summary>
internal sealed class IgnoreRules
{
    private readonly IgnoreRule[] rules;
    private readonly Dictionary<byte[], int[]>.AlternateLookup<ReadOnlySpan<byte>> names, extensions, paths;
    private readonly int[] suffixes, globs;
    private readonly ByteText comparer;

    /// <param name="fold">ASCII letters match in either case; the rules were parsed so too.</param>
    public IgnoreRules(IReadOnlyList<IgnoreRule> rules, bool fold)
    {
        this.rules = [.. rules];
        comparer = fold ? ByteText.Folded : ByteText.Exact;
        Dictionary<byte[], List<int>> byName = new(comparer), byExtension = new(comparer), byPath = new(comparer);
        List<int> bySuffix = [], byGlob = [];
        for (var i = this.rules.Length - 1; i >= 0; i--)
        {
            var rule = this.rules[i];
            if (rule.Pattern.Literal is { } literal) Add(rule.Anchored ? byPath : byName, literal, i);
            else if (rule is { Anchored: false, Pattern.Suffix: { } suffix })
            {
                if (suffix.AsSpan().LastIndexOf((byte)'.') == 0) Add(byExtension, suffix, i); else bySuffix.Add(i);
            }
            else byGlob.Add(i);
        }
        names = Frozen(byName); extensions = Frozen(byExtension); paths = Frozen(byPath);
        suffixes = [.. bySuffix]; globs = [.. byGlob];

        static void Add(Dictionary<byte[], List<int>> map, byte[] key, int rule)
        {
            if (!map.TryGetValue(key, out var list)) map[key] = list = [];
            list.Add(rule);
        }
    }

    public int Count => rules.Length;

    /// <param name="content">Of a .gitignore.</param>
    public static IgnoreRules Parse(ReadOnlySpan<byte> content, bool fold)
    {
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        var rules = new List<IgnoreRule>();
        foreach (var line in content.Split((byte)'\n'))
            if (IgnoreRule.Parse(content[line], fold, out _) is { } rule) rules.Add(rule);
        return new IgnoreRules(rules, fold);
    }

    /// <param name="path">From the ignore file's folder, without a slash at either end.</param>
    /// <param name="name">Where its last component starts.</param>
    public IgnoreVerdict Judge(ReadOnlySpan<byte> path, int name, bool folder)
    {
        var last = path[name..];
        var best = Best(names, last, folder, -1);
        var dot = last.LastIndexOf((byte)'.');
        if (dot >= 0) best = Best(extensions, last[dot..], folder, best);
        best = Best(paths, path, folder, best);
        foreach (var i in suffixes)
        {
            if (i < best) break;
            var suffix = rules[i].Pattern.Suffix!;
            if (!folder && rules[i].FolderOnly) continue;
            if (last.Length >= suffix.Length && comparer.Equals(last[^suffix.Length..], suffix)) best = i;
        }
        foreach (var i in globs)
        {
            if (i < best) break;
            if (rules[i].IsMatch(path, name, folder)) best = i;
        }
        return best < 0 ? IgnoreVerdict.Silent : rules[best].Negated ? IgnoreVerdict.Kept : IgnoreVerdict.Ignored;
    }

    private int Best(Dictionary<byte[], int[]>.AlternateLookup<ReadOnlySpan<byte>> map, ReadOnlySpan<byte> key, bool folder, int best)
    {
        if (map.Dictionary.Count == 0 || !map.TryGetValue(key, out var found)) return best;
        foreach (var i in found)
            if (folder || !rules[i].FolderOnly) return Math.Max(i, best);
        return best;
    }

    private Dictionary<byte[], int[]>.AlternateLookup<ReadOnlySpan<byte>> Frozen(Dictionary<byte[], List<int>> map) =>
        map.ToDictionary(p => p.Key, p => p.Value.ToArray(), comparer).GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Byte strings as keys that a span can look up.</summary>
    private sealed class ByteText(bool fold) : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly ByteText Exact = new(false), Folded = new(true);

        public bool Equals(byte[]? x, byte[]? y) => Equals(x.AsSpan(), y!);
        public int GetHashCode([DisallowNull] byte[] key) => GetHashCode(key.AsSpan());
        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) =>
            fold ? System.Text.Ascii.EqualsIgnoreCase(alternate, other) || FoldedEquals(alternate, other) : alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> key)
        {
            var hash = new HashCode();
            if (fold) foreach (var b in key) hash.Add(GlobPattern.Lower(b));
            else hash.AddBytes(key);
            return hash.ToHashCode();
        }

        private static bool FoldedEquals(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
        {
            if (x.Length != y.Length) return false;
            for (var i = 0; i < x.Length; i++)
                if (GlobPattern.Lower(x[i]) != GlobPattern.Lower(y[i])) return false;
            return true;
        }
    }
}
