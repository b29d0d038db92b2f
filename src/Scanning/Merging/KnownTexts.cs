using System.Buffers;
using System.Text;
using Stanch.Scanning.Content;

namespace Stanch.Scanning.Merging;

/// <summary>
/// Every value that the run found, to be taken out of every snippet: a line may show, beside the secret found there, a value that only another
/// place gave away.
/// </summary>
internal sealed class KnownTexts
{
    /// <summary>Shorter ones would black out ordinary words.</summary>
    private const int Shortest = 6;

    private readonly Dictionary<string, string> redacted = new(StringComparer.Ordinal);
    private readonly SearchValues<string> texts;
    // Only who asks pays for it; a fact is shorter than what is left out.
    private readonly Lazy<SearchValues<string>> values;

    public KnownTexts(IReadOnlyList<Secret> secrets)
    {
        values = new(() => SearchValues.Create([.. secrets.Select(s => s.Value.Reveal()).Where(v => v.Length is >= Shortest and <= LineSnippet.MaxLength)], StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            foreach (var value in secret.Occurrences.SelectMany(o => Redactions.Hidden(o.Match)).Select(p => new SecretValue(p.Value)).Prepend(secret.Value)) Add(value);
        }
        texts = SearchValues.Create([.. redacted.Keys], StringComparison.Ordinal);
    }

    /// <summary>A fact that one value tells may hold another one.</summary>
    public bool HoldsSecret(string text) => text.AsSpan().ContainsAny(values.Value);

    private void Add(SecretValue value)
    {
        // The first line is all that a snippet can hold of it.
        var text = value.Reveal();
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        if (end >= 0) text = text[..end];
        if (text.Length is >= Shortest and <= LineSnippet.MaxLength) redacted.TryAdd(text, value.ToString());
    }

    public string Redact(string snippet)
    {
        var at = snippet.AsSpan().IndexOfAny(texts);
        if (at < 0) return snippet;
        var result = new StringBuilder();
        var from = 0;
        for (; at >= 0; at = snippet.AsSpan(from).IndexOfAny(texts))
        {
            result.Append(snippet, from, at);
            from += at;
            var value = redacted.Where(r => snippet.AsSpan(from).StartsWith(r.Key, StringComparison.Ordinal)).MaxBy(r => r.Key.Length);
            result.Append(value.Value);
            from += value.Key.Length;
        }
        return result.Append(snippet, from, snippet.Length - from).ToString();
    }
}
