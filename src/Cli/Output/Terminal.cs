using System.Text;
using Stanch.Scanning.Reports;
using Stanch.Text;

namespace Stanch.Cli.Output;

/// <summary>The process's surroundings: its streams, what they are connected to, its environment. All that the commands know of the console.</summary>
internal sealed class Terminal
{
    private readonly Lazy<TextWriter> error = new(() => TextWriter.Synchronized(new StreamWriter(StandardStream.Open(2), new UTF8Encoding(false), 1024) { AutoFlush = true, NewLine = "\n" }));
    private readonly Lazy<TextWriter> text;

    public Terminal()
    {
        Output = StandardStream.Open(1);
        text = new(() => new StreamWriter(Output, new UTF8Encoding(false), 16 * 1024, leaveOpen: true) { NewLine = "\n" });
    }

    /// <summary>Standard output, for reports.</summary>
    public Stream Output { get; }
    /// <summary>Standard output as text; buffered, flushed when the command ends.</summary>
    public TextWriter Text => text.Value;
    public TextWriter Error => error.Value;

    public static Stream OpenInput() => Console.OpenStandardInput();
    public static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name);
    public static bool InputIsTerminal => !Console.IsInputRedirected;

    /// <summary>Asks on the terminal for what must not be seen there.</summary>
    public static string Ask(string question)
    {
        Console.Error.Write(question);
        var text = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace) text.Length = Math.Max(0, text.Length - 1);
            else if (key.KeyChar >= ' ') text.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return text.ToString();
    }

    /// <summary>Asks on the terminal for a yes.</summary>
    public static bool Agrees(string question)
    {
        Console.Error.Write(question);
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Asks on the terminal; all but yes is no.</summary>
    public static bool Confirm(string question)
    {
        Console.Error.Write(question);
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    public static bool OutputIsTerminal => !Console.IsOutputRedirected;
    public static bool ErrorIsTerminal => !Console.IsErrorRedirected;

    /// <summary>Columns of the terminal.</summary>
    public static int Width(bool terminal)
    {
        if (int.TryParse(Environment("COLUMNS"), out var columns) && columns is >= 40 and <= 1000) return columns;
        if (!terminal) return 100;
        try
        {
            return Math.Clamp(Console.WindowWidth, 40, 200);
        }
        catch (IOException)
        {
            return 100;
        }
    }

    /// <summary><c>--color</c>: auto looks at the stream, and at the two variables that people set against colour.</summary>
    public static bool Colours(string choice, bool terminal) => choice switch
    {
        "always" => true,
        "never" => false,
        _ => terminal && string.IsNullOrEmpty(Environment("NO_COLOR")) && Environment("TERM") != "dumb",
    };

    /// <summary>One line on standard error, fit to be shown whatever it quotes.</summary>
    public void Complain(string message)
    {
        try
        {
            Error.WriteLine($"stanch: {Printable.Of(message)}");
        }
        catch (OutputFailed)
        {
            // Nobody reads it, and there is nowhere else to say so; the exit code still tells.
        }
    }

    public void Flush()
    {
        if (text.IsValueCreated) text.Value.Flush();
    }
}
