package community.kith.app.command;

import community.kith.app.client.Json;
import community.kith.app.terminal.Exit;
import community.kith.app.terminal.Failure;
import community.kith.app.terminal.Terminal;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.RefusedException;
import community.kith.node.api.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.node.ObjectNode;

/// Says why a command failed: the thing and the cause in one line, the next step in another; with `--json` the same as
/// an object on the standard output. Gives the exit code.
final class Complaints implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Terminal terminal;

    Complaints(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        terminal.note("kith: " + Terminal.plain(message(wrong)));
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        terminal.note(seeHelp(command));
        return Exit.USAGE.code();
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) throws Exception {
        Exception cause = thrown instanceof UncheckedIOException && thrown.getCause() instanceof IOException world
                ? world
                : thrown;
        Failure failure = switch (cause) {
            case Failure known -> known;
            case NotFoundException nothing -> new Failure(Exit.NOT_FOUND, message(nothing), "");
            case RefusedException no -> new Failure(Exit.REFUSED, message(no), "");
            case UnavailableException few -> new Failure(Exit.UNAVAILABLE, message(few), "Try again later.");
            case IllegalArgumentException wrong -> new Failure(Exit.USAGE, message(wrong), seeHelp(command));
            case IOException world -> new Failure(Exit.FAILED, message(world), "");
            default -> throw cause;
        };
        return say(failure, cause, command.getParseResult());
    }

    private int say(Failure failure, Exception cause, ParseResult parsed) {
        terminal.note("kith: " + Terminal.plain(message(failure)));
        if (!failure.nextStep().isEmpty()) {
            terminal.note(failure.nextStep());
        }
        if (parsed.hasMatchedOption("--json")) {
            ObjectNode error = Json.object()
                    .put("exit", failure.exit().code())
                    .put("message", message(failure))
                    .put("nextStep", failure.nextStep());
            if (cause instanceof UnavailableException few) {
                error.put("missing", few.missing()).put("link", few.link());
            }
            terminal.line(Json.object().set("error", error).toString());
        }
        return failure.exit().code();
    }

    private static String seeHelp(CommandLine command) {
        return "See " + command.getCommandSpec().qualifiedName() + " --help";
    }

    static String message(Throwable e) {
        if (e instanceof UncheckedIOException && e.getCause() != null) {
            return message(e.getCause());
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
