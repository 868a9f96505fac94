package community.kith.app.command;

import picocli.CommandLine.IVersionProvider;

/// What the build calls itself.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"kith " + community.kith.node.Version.TEXT};
    }
}
