using System.Globalization;

namespace Stanch.Detection.Judging;

/// <summary>Reads weights.txt: one line for each tree in preorder, where <c>Trait&lt;1.5</c> is a branch and <c>+0.25</c> a leaf.</summary>
internal static class WeightsReader
{
    public static Judgement Read(string text)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var trait in Enum.GetValues<Trait>()) names[trait.ToString()] = (int)trait;
        var nodes = new List<TreeNode>();
        var roots = new List<int>();
        var curve = new List<(float, float)>();
        var typical = new float[Evidence.Count];
        var bias = 0f;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#') continue;
            var words = line.Split(' ');
            switch (words[0])
            {
                case "bias": bias = Number(words[1]); break;
                case "curve": curve.Add((Number(words[1]), Number(words[2]))); break;
                case "usual": typical[names[words[1]]] = Number(words[2]); break;
                case "tree":
                    roots.Add(nodes.Count);
                    var at = 1;
                    Tree(words, ref at, names, nodes);
                    break;
                default: throw new FormatException($"weights: unknown line '{words[0]}'");
            }
        }
        return new Judgement([.. nodes], [.. roots], bias, [.. curve], typical);
    }

    private static void Tree(string[] words, ref int at, Dictionary<string, int> names, List<TreeNode> nodes)
    {
        var word = words[at++];
        var less = word.IndexOf('<');
        if (less < 0)
        {
            nodes.Add(new TreeNode(-1, Number(word), 0));
            return;
        }
        var node = nodes.Count;
        nodes.Add(default);
        Tree(words, ref at, names, nodes);
        nodes[node] = new TreeNode(names[word[..less]], Number(word[(less + 1)..]), nodes.Count);
        Tree(words, ref at, names, nodes);
    }

    private static float Number(string word) => float.Parse(word, CultureInfo.InvariantCulture);
}
