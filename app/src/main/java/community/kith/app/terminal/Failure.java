package community.kith.app.terminal;

import java.io.IOException;

/// Why a command could not do what it was asked: the thing and the cause in its message, and what to do next.
public final class Failure extends IOException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final String nextStep;

    /// A failure that a person can do something about.
    ///
    /// @param message names the thing and the cause
    /// @param nextStep what to do now; empty when there is nothing
    public Failure(Exit exit, String message, String nextStep) {
        super(message);
        this.exit = exit;
        this.nextStep = nextStep;
    }

    public Exit exit() {
        return exit;
    }

    public String nextStep() {
        return nextStep;
    }
}
