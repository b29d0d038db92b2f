using System.Runtime.InteropServices;

namespace Stanch.Cli.Output;

/// <summary>Ctrl-C and SIGTERM: the first one lets the run end with what it has, the second ends the process at once.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;
    private int code;

    public Interrupt() => registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    public CancellationToken Stop => stop.Token;

    /// <summary>The exit code that the signal asks for; 0 = there was none.</summary>
    public int Code => Volatile.Read(ref code);

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        var asked = context.Signal == PosixSignal.SIGINT ? ExitCode.Interrupted : ExitCode.Terminated;
        if (Interlocked.CompareExchange(ref code, asked, 0) != 0) Environment.Exit(asked);
        stop.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        stop.Dispose();
    }
}
