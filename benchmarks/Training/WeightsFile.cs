using System.Globalization;
using System.Text;
using Stanch.Detection.Judging;

namespace Stanch.Training;

/// <summary>Writes what <see cref="WeightsReader"/> reads.</summary>
internal static class WeightsFile
{
    public static string Write(List<TreeNode[]> trees, float bias, IEnumerable<(float Margin, double Probability)> curve, float[] usual)
    {
        var text = new StringBuilder();
        text.Append("# The generic detector's model, written by `./bench train`; see docs/quality.md. A tree is a line in preorder: a question, what to do if yes, what if no.\n");
        text.Append(CultureInfo.InvariantCulture, $"bias {bias}\n");
        foreach (var (margin, probability) in curve) text.Append(CultureInfo.InvariantCulture, $"curve {margin} {probability}\n");
        foreach (var trait in Enum.GetValues<Trait>()) text.Append(CultureInfo.InvariantCulture, $"usual {trait} {usual[(int)trait]}\n");
        foreach (var tree in trees)
        {
            text.Append("tree");
            foreach (var node in tree)
            {
                if (node.Trait >= 0) text.Append(CultureInfo.InvariantCulture, $" {(Trait)node.Trait}<{node.Value}");
                else text.Append(CultureInfo.InvariantCulture, $" {node.Value:+0.####;-0.####;0}");
            }
            text.Append('\n');
        }
        return text.ToString();
    }
}
