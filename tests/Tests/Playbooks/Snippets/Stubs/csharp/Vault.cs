#nullable disable
using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace VaultSharp.Core
{
    public class VaultApiException : Exception { }
}

namespace VaultSharp.V1.AuthMethods
{
    public interface IAuthMethodInfo { }
}

namespace VaultSharp.V1.AuthMethods.Token
{
    public class TokenAuthMethodInfo : IAuthMethodInfo { public TokenAuthMethodInfo(string vaultToken) { } }
}

namespace VaultSharp.V1
{
    public class SecretData { public IDictionary<string, object> Data { get; } = new Dictionary<string, object>(); }
    public class Secret<T> { public T Data { get; set; } }

    public interface IKeyValueV2
    {
        Task<Secret<SecretData>> ReadSecretAsync(string path, int? version = null, string mountPoint = null, string wrapTimeToLive = null);
    }

    public class KeyValue { public IKeyValueV2 V2 => null; }
    public class Secrets { public KeyValue KeyValue => null; }
    public class Client { public Secrets Secrets => null; }
}

namespace VaultSharp
{
    public class VaultClientSettings
    {
        public VaultClientSettings(string address, V1.AuthMethods.IAuthMethodInfo authentication) { }
        public string Namespace { get; set; }
        public TimeSpan? VaultServiceTimeout { get; set; }
    }

    public class VaultClient
    {
        public VaultClient(VaultClientSettings settings) { }
        public V1.Client V1 => null;
    }
}
