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
    /// <summary>Ends what the server started and let go of.</summary>
    private Action after = () => { };

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

    /// <summary>MariaDB with one account, by a password in the form of MySQL.</summary>
    /// <param name="certificate">Null: without encryption.</param>
    public static DatabaseServer MariaDb(string account, string password, TestCertificate? certificate = null)
    {
        var (install, server) = (Tools.Need("mariadb-install-db"), Tools.Need("mariadbd"));
        return new DatabaseServer((folder, port) =>
        {
            var data = Path.Combine(folder, "data");
            Tools.Succeed(install, ["--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db", $"--user={Environment.UserName}"], "/");
            var start = Path.Combine(folder, "start.sql");
            File.WriteAllText(start, $"CREATE DATABASE own;\nCREATE DATABASE closed;\nCREATE USER '{account}'@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('{password}');\nGRANT SELECT ON own.* TO '{account}'@'%';\nCREATE USER 'local'@'%' IDENTIFIED VIA unix_socket;\nDROP USER IF EXISTS ''@'localhost';\n");
            List<string> run = ["--no-defaults", $"--datadir={data}", $"--port={port}", "--bind-address=127.0.0.1", $"--socket={folder}/s", $"--user={Environment.UserName}", $"--init-file={start}", "--skip-name-resolve", "--innodb-buffer-pool-size=8M", "--innodb-flush-log-at-trx-commit=0"];
            if (certificate is not null)
            {
                File.WriteAllText(Path.Combine(folder, "cert.pem"), certificate.Pem);
                File.WriteAllText(Path.Combine(folder, "key.pem"), certificate.KeyPem);
                run.AddRange([$"--ssl-cert={folder}/cert.pem", $"--ssl-key={folder}/key.pem"]);
            }
            return (server, [.. run]);
        });
    }

    /// <summary>RabbitMQ with one user beside none.</summary>
    public static DatabaseServer RabbitMq(string user, string password)
    {
        var program = Tools.Need("rabbitmq-server");
        var names = FreePort();
        var real = File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server") ? "/usr/lib/rabbitmq/bin/rabbitmq-server" : program;
        return new DatabaseServer((folder, port) =>
        {
            File.WriteAllText(Path.Combine(folder, "rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{port}\ndefault_user = {user}\ndefault_pass = {password}\nloopback_users = none\n");
            File.WriteAllText(Path.Combine(folder, "plugins"), "[].\n");
            var name = $"stanch{port}@localhost";
            string[] variables = [$"HOME={folder}", $"RABBITMQ_NODENAME={name}", $"RABBITMQ_CONFIG_FILE={folder}/rabbitmq", $"RABBITMQ_MNESIA_BASE={folder}", $"RABBITMQ_LOG_BASE={folder}", $"RABBITMQ_ENABLED_PLUGINS_FILE={folder}/plugins", $"RABBITMQ_DIST_PORT={FreePort()}", $"ERL_EPMD_PORT={names}", "ERL_EPMD_RELAXED_COMMAND_CHECK=1", "ERL_EPMD_ADDRESS=127.0.0.1"];
            return (Tools.Need("env"), [.. variables, real]);
        }) { after = () => Tools.Run("epmd", ["-kill"], "/", new Dictionary<string, string> { ["ERL_EPMD_PORT"] = $"{names}", ["ERL_EPMD_RELAXED_COMMAND_CHECK"] = "1" }) };
    }

    /// <summary>A mail server of Python's aiosmtpd with one user.</summary>
    /// <param name="whole">Encrypted from the first byte on.</param>
    public static DatabaseServer Smtp(string user, string password, TestCertificate? certificate = null, bool whole = false)
    {
        var python = Tools.NeedPython("aiosmtpd");
        return new DatabaseServer((folder, port) =>
        {
            if (certificate is not null) File.WriteAllText(Path.Combine(folder, "both.pem"), certificate.Pem + "\n" + certificate.KeyPem);
            File.WriteAllText(Path.Combine(folder, "mail.py"), $$"""
                import asyncio, ssl
                from aiosmtpd.smtp import SMTP, AuthResult
                from aiosmtpd.handlers import Sink
                def check(server, session, envelope, mechanism, data):
                    right = data.login == b"{{user}}" and data.password == b"{{password}}"
                    return AuthResult(success=right, handled=False)
                context = None
                if {{(certificate is null ? "False" : "True")}}:
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain("both.pem")
                whole = {{(whole ? "True" : "False")}}
                async def main():
                    loop = asyncio.get_running_loop()
                    make = lambda: SMTP(Sink(), hostname="mail.example", authenticator=check, auth_require_tls=context is not None and not whole,
                                        tls_context=None if whole else context, require_starttls=context is not None and not whole)
                    server = await loop.create_server(make, "127.0.0.1", {{port}}, ssl=context if whole else None)
                    await server.serve_forever()
                asyncio.run(main())
                """);
            return (python, ["mail.py"]);
        });
    }

    /// <summary>OpenSSH that lets in whoever runs the tests, by one key.</summary>
    /// <param name="authorized">The line of the public key.</param>
    public static DatabaseServer Ssh(string authorized)
    {
        var sshd = Tools.Need(File.Exists("/usr/sbin/sshd") ? "/usr/sbin/sshd" : "sshd");
        if (Environment.UserName == "root") Directory.CreateDirectory("/run/sshd");
        return new DatabaseServer((folder, port) =>
        {
            Tools.Succeed(Tools.Need("ssh-keygen"), ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "host")], folder);
            File.WriteAllText(Path.Combine(folder, "authorized"), authorized + "\n");
            return (sshd, ["-D", "-f", "/dev/null", "-p", $"{port}", "-h", Path.Combine(folder, "host"), "-o", "ListenAddress=127.0.0.1", "-o", $"AuthorizedKeysFile={folder}/authorized", "-o", "StrictModes=no", "-o", "PidFile=none", "-o", "UsePAM=no", "-o", "PasswordAuthentication=no"]);
        });
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(folder.FullName, file));

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
        after();
        folder.Delete(recursive: true);
    }
}
