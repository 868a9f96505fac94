package community.kith.interop.matrix;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Enters what each test came to into the table.
final class Witness implements TestWatcher {

    @Override
    public void testSuccessful(ExtensionContext context) {
        enter(context, true);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        enter(context, false);
    }

    private static void enter(ExtensionContext context, boolean shown) {
        Optional<Shows> shows = context.getTestMethod().map(method -> method.getAnnotation(Shows.class));
        if (shows.isPresent()) {
            Matrix.row(context.getRequiredTestClass()).enter(shows.get(), shown);
        }
    }
}
