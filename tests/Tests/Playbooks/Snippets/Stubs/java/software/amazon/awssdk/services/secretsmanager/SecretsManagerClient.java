package software.amazon.awssdk.services.secretsmanager;

import java.util.function.Consumer;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

public interface SecretsManagerClient extends AutoCloseable {
    static SecretsManagerClient create() { return null; }
    GetSecretValueResponse getSecretValue(Consumer<GetSecretValueRequest.Builder> request);
    @Override
    void close();
}
