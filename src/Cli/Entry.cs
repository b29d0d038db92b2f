using System.CommandLine;
using System.CommandLine.Help;
using Stanch.Cli.Commands;
using Stanch.Cli.Output;
using Stanch.Sources;

namespace Stanch.Cli;

/// <summary>From arguments to an exit code.</summary>
internal static class Entry
{
    public static int Run(string[] args)
    {
        StandardStream.Reserve();
        var terminal = new Terminal();
        AppDomain.CurrentDomain.UnhandledException += (_, e) =>
        {
            // On a worker's thread nothing else can catch it, and the runtime would print the message, which may quote what was being scanned.
            InternalError(terminal, (Exception)e.ExceptionObject);
            Environment.Exit(ExitCode.Internal);
        };
        try
        {
            var code = Invoke(args, terminal);
            terminal.Flush();
            return code;
        }
        catch (OutputFailed e)
        {
            terminal.Complain($"the output could not be written: {e.Message}");
            return ExitCode.Output;
        }
        catch (MissingLibraryException e)
        {
            terminal.Complain(e.Message);
            return ExitCode.Internal;
        }
        catch (Exception e)
        {
            InternalError(terminal, e);
            return ExitCode.Internal;
        }
    }

    private static int Invoke(string[] args, Terminal terminal)
    {
        args = CheckOptions.Spell(args);
        var root = CommandTree.Build(args, terminal);
        if (args.Length == 0)
        {
            terminal.Error.Write(HelpOf(root, args));
            return ExitCode.Usage;
        }
        var parsed = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Action is HelpAction)
        {
            terminal.Text.Write(HelpOf(root, args));
            return ExitCode.Clean;
        }
        if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Text, Error = terminal.Error, ProcessTerminationTimeout = null });
        foreach (var message in parsed.Errors.Select(e => e.Message).Distinct()) terminal.Complain(message.TrimEnd('.'));
        var command = parsed.CommandResult.Command;
        terminal.Complain($"see 'stanch {(command is RootCommand ? "" : command.Name + " ")}--help'");
        return ExitCode.Usage;
    }

    private static string HelpOf(RootCommand root, string[] args)
    {
        var text = new StringWriter { NewLine = "\n" };
        root.Parse(args.Length == 0 ? ["--help"] : args).Invoke(new InvocationConfiguration { Output = text, Error = text });
        return text.ToString();
    }

    private static void InternalError(Terminal terminal, Exception error)
    {
        if (error is MissingLibraryException)
        {
            terminal.Complain(error.Message);
            return;
        }
        // Not the message: it may hold a piece of what was being scanned. Types and method names can't.
        terminal.Complain($"internal error: {error.GetType().Name}; please report it with the lines below");
        foreach (var line in (error.StackTrace ?? "").Split('\n').Take(12)) terminal.Complain($"  {line.Trim()}");
    }
}
