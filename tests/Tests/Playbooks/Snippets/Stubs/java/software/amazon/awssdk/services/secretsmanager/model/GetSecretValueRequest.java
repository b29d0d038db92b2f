package software.amazon.awssdk.services.secretsmanager.model;

public class GetSecretValueRequest {
    public interface Builder {
        Builder secretId(String id);
    }
}
