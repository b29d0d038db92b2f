using System.Globalization;
using System.Text.Json;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Hooks;

/// <summary>A diagnosis for people, and for programs.</summary>
public static class DiagnosisText
{
    public static IEnumerable<string> Lines(Diagnosis of)
    {
        var folder = of.Folder;
        yield return $"repository  {Fit(folder.Top)}";
        yield return $"hooks       {Fit(folder.Path)}{(folder.Setting is { } set ? $" (core.hooksPath, {set.Scope}: {Fit(set.Origin)})" : "")}";
        foreach (var hook in of.Hooks)
        {
            yield return "";
            yield return $"{hook.Hook,-11} {(hook.Protected ? $"protected by {hook.By}" : "NOT PROTECTED")}";
            if (hook.By.Length > 0) yield return $"            file     {Fit(hook.File)}";
            if (hook.Program.Length > 0) yield return $"            starts   {Fit(hook.Program)}{(hook.ProgramExists == false ? " (gone)" : "")}";
            if (hook.Before.Length > 0) yield return $"            before   {Fit(hook.Before)}{(HookFile.CanExecute(hook.Before) ? "" : " (can't be executed, so it is passed over)")}";
            foreach (var problem in hook.Problems) yield return $"            problem  {Fit(problem)}";
        }
        if (of.Shadowed.Count > 0) yield return "";
        foreach (var shadowed in of.Shadowed) yield return $"shadowed    {Fit(shadowed)}";
        yield return "";
        yield return $"policy      {(of.Policy.AllowFailure ? "a hook that can't run lets through" : "a hook that can't run blocks")}{(of.Policy.AllowFailure ? $" (git config {HookPolicy.FailureSetting} allow)" : "")}";
        foreach (var mistake in of.Policy.Mistakes) yield return $"policy      {mistake}";
        yield return $"bypassed    {(of.Bypasses.Count == 0 ? "never" : $"{Units.Count(of.Bypasses.Count, "time")} on record")}";
        foreach (var bypass in of.Bypasses) yield return $"            {Time(bypass)}  {Fit(bypass.Hook)}  {Fit(bypass.By)}: {Fit(bypass.Reason)}";
        yield return "";
        var missing = of.Hooks.Where(h => !h.Protected).Select(h => h.Hook).ToList();
        yield return missing.Count == 0 ? "all of it is protected" : $"not protected: {string.Join(", ", missing)}; 'stanch install' puts the hooks in place";
    }

    public static void WriteJson(IReadOnlyList<Diagnosis> all, Stream output)
    {
        using var json = new Utf8JsonWriter(output, ReadableJson.Indented);
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteBoolean("protected", all.All(d => d.Protected));
        json.WriteStartArray("repositories");
        foreach (var one in all) Write(json, one);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, Diagnosis of)
    {
        json.WriteStartObject();
        json.WriteString("path", of.Folder.Top);
        json.WriteBoolean("protected", of.Protected);
        json.WriteStartObject("hooks_folder");
        json.WriteString("path", of.Folder.Path);
        if (of.Folder.Setting is { } set)
        {
            json.WriteString("scope", set.Scope);
            json.WriteString("set_in", set.Origin);
        }
        json.WriteEndObject();
        json.WriteStartArray("hooks");
        foreach (var hook in of.Hooks)
        {
            json.WriteStartObject();
            json.WriteString("hook", hook.Hook);
            json.WriteBoolean("protected", hook.Protected);
            json.WriteString("by", hook.By);
            json.WriteString("file", hook.File);
            json.WriteString("program", hook.Program);
            if (hook.ProgramExists is { } exists) json.WriteBoolean("program_exists", exists);
            json.WriteString("before", hook.Before);
            Texts(json, "problems", hook.Problems);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Texts(json, "shadowed", of.Shadowed);
        json.WriteString("on_failure", of.Policy.AllowFailure ? "allow" : "block");
        json.WriteStartArray("bypasses");
        foreach (var bypass in of.Bypasses)
        {
            json.WriteStartObject();
            json.WriteString("time", Time(bypass));
            json.WriteString("hook", bypass.Hook);
            json.WriteString("by", bypass.By);
            json.WriteString("reason", bypass.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Time(Bypass bypass) => bypass.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Fit(string text) => Printable.Of(text, 400);
}
