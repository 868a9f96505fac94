package community.kith.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// What the build calls itself.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"kith " + text()};
    }

    static String text() {
        var build = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("build.properties")) {
            build.load(Objects.requireNonNull(file, "build.properties is missing from the build"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version", "");
    }
}
