// @file Credential.java
// @note Java 17 or later. Put the record into a package of yours.
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The __title__, read from a mounted Kubernetes Secret. */
public record Credential(
    // each part, comma between
    String __part__,
    // or optional
    /* may be null */ String __part__,
    // end
) {
    private static final Path FOLDER = Path.of("/var/run/secrets/__label__");

    /** Reads anew at each call: the kubelet replaces the files when the Secret changes. */
    public static Credential read() {
        return new Credential(
            // each part, comma between
            required("__field__", "__variable__"),
            // or optional
            optional("__field__", "__variable__"),
            // end
        );
    }

    // with optional
    private static String optional(String name, String variable) {
        String value = System.getenv(variable);
        boolean present = Files.exists(FOLDER.resolve(name)) || (value != null && !value.isBlank());
        return present ? required(name, variable) : null;
    }

    // end
    private static String required(String name, String variable) {
        Path file = FOLDER.resolve(name);
        String value;
        try {
            value = Files.readString(file).replaceAll("[\\r\\n]+$", "");
        } catch (NoSuchFileException missing) {
            value = System.getenv(variable);
        } catch (IOException error) {
            throw new IllegalStateException("cannot read " + file, error);
        }
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(file + " and environment variable " + variable + " are both missing or empty");
        }
        return value;
    }

    /** Keeps the values out of logs. */
    @Override
    public String toString() {
        return "Credential[concealed]";
    }
}
