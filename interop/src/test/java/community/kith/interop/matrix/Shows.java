package community.kith.interop.matrix;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One thing in a cell of the table: what a test shows, and which side began.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Shows {
    /// Such as `ping`.
    String value();

    /// Who dialled, asked or sent.
    Begins by();

    /// The side that begins.
    enum Begins {
        WE,
        JS,
        /// Each in turn, or more than two take part.
        BOTH
    }
}
