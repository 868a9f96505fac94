package community.kith.base.check;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the published test data lies: in the folder that the system property `kith.vectors` names.
public final class Vectors {
    private Vectors() {}

    /// The folder called `name`; without it there is nothing to conform to, and that is a failure.
    public static Path folder(String name) {
        String vectors = System.getProperty("kith.vectors");
        if (vectors == null) {
            throw new AssertionError("say where the vectors are: -Dkith.vectors=DIR");
        }
        Path folder = Path.of(vectors, name);
        if (!Files.isDirectory(folder)) {
            throw new AssertionError("no vectors in " + folder);
        }
        return folder;
    }
}
