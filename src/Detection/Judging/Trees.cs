namespace Stanch.Detection.Judging;

/// <summary>
/// Trees of at most three questions, filled up to eight leaves each, so that a leaf is reached by arithmetic instead of by branches that no processor predicts.
/// </summary>
internal sealed class Trees
{
    private const int Depth = 3;
    private const int Leaves = 1 << Depth;
    /// <summary>Questions of a tree, level by level; one more for their alignment.</summary>
    private const int Questions = Leaves;

    private readonly byte[] traits;
    private readonly float[] levels;
    private readonly float[] leaves;

    public int Count { get; }

    /// <param name="nodes">Trees in preorder, one behind the other.</param>
    /// <param name="roots">Where each begins.</param>
    /// <exception cref="ArgumentException">A tree asks more than three questions in a row.</exception>
    public Trees(ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<int> roots)
    {
        Count = roots.Length;
        traits = new byte[Questions * Count];
        levels = new float[Questions * Count];
        leaves = new float[Leaves * Count];
        for (var tree = 0; tree < Count; tree++) Fill(nodes, roots[tree], tree, at: 0, depth: 0);
    }

    private void Fill(ReadOnlySpan<TreeNode> nodes, int node, int tree, int at, int depth)
    {
        var (trait, value, right) = nodes[node];
        if (depth == Depth)
        {
            if (trait >= 0) throw new ArgumentException($"tree {tree} asks more than {Depth} questions in a row");
            leaves[Leaves * tree + at - (Leaves - 1)] = value;
            return;
        }
        // Below an early leaf both answers lead to it.
        if (trait >= 0) (traits[Questions * tree + at], levels[Questions * tree + at]) = ((byte)trait, value);
        Fill(nodes, trait >= 0 ? node + 1 : node, tree, 2 * at + 1, depth + 1);
        Fill(nodes, trait >= 0 ? right : node, tree, 2 * at + 2, depth + 1);
    }

    /// <summary>The leaf that a tree gives.</summary>
    public float Leaf(int tree, ReadOnlySpan<float> measured)
    {
        var asked = traits.AsSpan(Questions * tree, Questions);
        var limits = levels.AsSpan(Questions * tree, Questions);
        var at = 0;
        for (var level = 0; level < Depth; level++) at = 2 * at + 2 - (measured[asked[at]] < limits[at] ? 1 : 0);
        return leaves[Leaves * tree + at - (Leaves - 1)];
    }

    /// <summary>The most that a tree can give.</summary>
    public float Most(int tree)
    {
        var most = float.MinValue;
        foreach (var leaf in leaves.AsSpan(Leaves * tree, Leaves)) most = Math.Max(most, leaf);
        return most;
    }
}
