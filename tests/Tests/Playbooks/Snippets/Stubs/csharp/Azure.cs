using System;
using System.Threading;
using System.Threading.Tasks;

namespace Azure
{
    public class RequestFailedException : Exception { }

    public class Response<T>
    {
        public T Value => default!;
        public static implicit operator T(Response<T> response) => response.Value;
    }
}

namespace Azure.Core
{
    public abstract class TokenCredential { }
}

namespace Azure.Identity
{
    public class AuthenticationFailedException : Exception { }
    public class DefaultAzureCredential : Core.TokenCredential { }
}

namespace Azure.Security.KeyVault.Secrets
{
    public class KeyVaultSecret { public string Value => ""; }

    public class SecretClient
    {
        public SecretClient(Uri vault, Core.TokenCredential credential) { }
        public Task<Response<KeyVaultSecret>> GetSecretAsync(string name, string? version = null, CancellationToken cancellationToken = default) => Task.FromResult(new Response<KeyVaultSecret>());
    }
}
