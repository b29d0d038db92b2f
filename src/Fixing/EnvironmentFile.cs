using System.Buffers;

namespace Stanch.Fixing;

/// <summary>A file of variables, as shells, compose and the readers of many languages take it: <c>NAME=value</c>.</summary>
internal static class EnvironmentFile
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@+=,-");

    /// <summary>The text with the variable in it; null, with the reason: it can't be.</summary>
    public static string? With(string text, string name, string value, out string problem)
    {
        problem = "";
        foreach (var line in text.Split('\n'))
        {
            var assignment = line.Trim();
            if (assignment.StartsWith("export ", StringComparison.Ordinal)) assignment = assignment[7..].TrimStart();
            if (!assignment.StartsWith(name, StringComparison.Ordinal) || !assignment[name.Length..].TrimStart().StartsWith('=')) continue;
            var held = assignment[(assignment.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
            if (held == value || held == Quoted(value) || held == $"\"{value}\"" || held == $"'{value}'") return text;
            problem = $"has {name} already, with another value: choose another name";
            return null;
        }
        if (Quoted(value) is not { } quoted)
        {
            problem = "can't hold this value so that every reader takes it alike: it has a line break, or quotes of both kinds";
            return null;
        }
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return $"{text}{(text.Length > 0 && text[^1] != '\n' ? newline : "")}{name}={quoted}{newline}";
    }

    /// <summary>In single quotes nothing is special; in double ones much is, and not the same to all readers.</summary>
    internal static string? Quoted(string value)
    {
        if (value.Length > 0 && !value.AsSpan().ContainsAnyExcept(Plain)) return value;
        if (value.AsSpan().ContainsAny("\r\n\0")) return null;
        if (!value.Contains('\'', StringComparison.Ordinal)) return $"'{value}'";
        return value.AsSpan().ContainsAny("\"\\$`") ? null : $"\"{value}\"";
    }
}
