using System.Text;

namespace Stanch.Images.Contents;

/// <summary>
/// What a configuration or a manifest says in words, written out one entry a line: JSON would hide the quotes and line breaks of values behind escapes.
/// </summary>
/// <param name="document">Digest of the document.</param>
/// <param name="path"><c>config/env</c>, <c>config/labels</c>, <c>config/history</c>, <c>config/other</c>, <c>manifest/annotations</c>.</param>
internal sealed class ImageText(Digest document, string path)
{
    private readonly StringBuilder text = new();
    private readonly List<(int Line, string Instruction)> entries = [];
    private int lines;

    public Digest Document => document;
    public string Path => path;
    public bool IsEmpty => text.Length == 0;
    public byte[] Bytes => Encoding.UTF8.GetBytes(text.ToString());

    /// <param name="instruction">What brought it; empty: not known.</param>
    public void Add(string entry, string instruction = "")
    {
        entries.Add((lines + 1, instruction));
        text.Append(entry).Append('\n');
        lines += 1 + entry.AsSpan().Count('\n');
    }

    /// <param name="line">From 1.</param>
    public string InstructionAt(int line) => entries.LastOrDefault(e => e.Line <= line).Instruction ?? "";
}
