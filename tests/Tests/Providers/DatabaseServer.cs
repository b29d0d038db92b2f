using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Stanch.Tests.Playbooks.Snippets;

namespace Stanch.Tests.Providers;

/// <summary>A real server on this machine, for as long as a test runs.</summary>
internal sealed class DatabaseServer : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stanch-db-");
    private readonly Process process;

    private DatabaseServer(Func<string, int, (string Program, string[] Arguments)> start, Func<int, bool>? ready = null)
    {
        Port = FreePort();
        var (program, arguments) = start(folder.FullName, Port);
        var info = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        process = Process.Start(info)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Await(ready ?? Listens);
    }

    public int Port { get; }

    /// <summary>Redis with a password for its default user, and another user.</summary>
    public static DatabaseServer Redis(string password, string user, string userPassword)
    {
        var program = Tools.Need("redis-server");
        return new DatabaseServer((folder, port) =>
        {
            File.WriteAllText(Path.Combine(folder, "redis.conf"), $"port {port}\nbind 127.0.0.1\nsave \"\"\n{(password.Length > 0 ? $"requirepass {password}\n" : "")}user {user} on >{userPassword} +ping\n");
            return (program, [Path.Combine(folder, "redis.conf")]);
        });
    }

    /// <summary>PostgreSQL with one role and a database of its name; it will not run as root.</summary>
    public static DatabaseServer PostgreSql(string role, string password, string method)
    {
        var tools = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Order(StringComparer.Ordinal).LastOrDefault() : null;
        var initdb = Tools.Need(tools is null ? "initdb" : Path.Combine(tools, "initdb"));
        var postgres = Path.Combine(Path.GetDirectoryName(initdb)!, "postgres");
        string[] wrapper = Environment.UserName == "root" ? [Tools.Need("runuser"), "-u", "nobody", "--"] : [];
        return new DatabaseServer((folder, port) =>
        {
            var data = Path.Combine(folder, "data");
            File.WriteAllText(Path.Combine(folder, "pw"), password + "\n");
            if (wrapper.Length > 0) Tools.Succeed("chown", ["-R", "nobody", folder], "/");
            string[] init = [.. wrapper, initdb, "-D", data, "-U", role, "-A", method, "--pwfile", Path.Combine(folder, "pw"), "--no-sync", "-E", "UTF8", "--locale", "C"];
            Tools.Succeed(init[0], init[1..], "/");
            string[] run = [.. wrapper, postgres, "-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}", "-c", "fsync=off", "-c", $"password_encryption={(method == "md5" ? "md5" : "scram-sha-256")}"];
            return (run[0], run[1..]);
        }, port => Tools.Run(Path.Combine(Path.GetDirectoryName(initdb)!, "pg_isready"), ["-h", "127.0.0.1", "-p", $"{port}"], "/").Code == 0);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void Await(Func<int, bool> ready)
    {
        for (var i = 0; i < 600; i++)
        {
            if (process.HasExited) throw new InvalidOperationException($"the server ended with {process.ExitCode}");
            if (ready(Port)) return;
            Thread.Sleep(50);
        }
        throw new TimeoutException("the server does not listen");
    }

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        folder.Delete(recursive: true);
    }
}
