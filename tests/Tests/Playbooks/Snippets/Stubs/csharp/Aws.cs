using System;
using System.Threading;
using System.Threading.Tasks;

namespace Amazon.Runtime
{
    public class AmazonServiceException : Exception { }
    public class AmazonClientException : Exception { }
}

namespace Amazon.SecretsManager.Model
{
    public class GetSecretValueRequest { public string SecretId { get; set; } = ""; }
    public class GetSecretValueResponse { public string SecretString { get; set; } = ""; }
}

namespace Amazon.SecretsManager
{
    public class AmazonSecretsManagerClient : IDisposable
    {
        public Task<Model.GetSecretValueResponse> GetSecretValueAsync(Model.GetSecretValueRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new Model.GetSecretValueResponse());
        public void Dispose() { }
    }
}
