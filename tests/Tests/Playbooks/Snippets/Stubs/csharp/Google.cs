using System;
using System.Threading;
using System.Threading.Tasks;

namespace Grpc.Core
{
    public class RpcException : Exception { }
}

namespace Google.Protobuf
{
    public class ByteString { public string ToStringUtf8() => ""; }
}

namespace Google.Cloud.SecretManager.V1
{
    public class SecretVersionName { public SecretVersionName(string project, string secret, string version) { } }
    public class SecretPayload { public Google.Protobuf.ByteString Data { get; } = new(); }
    public class AccessSecretVersionResponse { public SecretPayload Payload { get; } = new(); }

    public class SecretManagerServiceClient
    {
        public static Task<SecretManagerServiceClient> CreateAsync(CancellationToken cancellationToken = default) => Task.FromResult(new SecretManagerServiceClient());
        public Task<AccessSecretVersionResponse> AccessSecretVersionAsync(SecretVersionName name, CancellationToken cancellationToken) => Task.FromResult(new AccessSecretVersionResponse());
    }
}
