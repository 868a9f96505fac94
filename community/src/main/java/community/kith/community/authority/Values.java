package community.kith.community.authority;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;

/// The values that conditions are about.
final class Values {
    private Values() {}

    enum Kind {
        INT,
        UINT,
        DOUBLE,
        BOOL,
        STRING,
        TIMESTAMP,
        IPADDRESS;

        static Kind named(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no values of type " + name));
        }

        /// @throws IllegalArgumentException when it is no value of this type
        Object of(Object given) {
            return switch (this) {
                case INT, UINT -> whole(number(given));
                case DOUBLE -> number(given);
                case BOOL -> require(given, Boolean.class);
                case STRING -> require(given, String.class);
                case TIMESTAMP -> given instanceof Instant ? given : instant(require(given, String.class));
                case IPADDRESS -> Address.parse(require(given, String.class));
            };
        }

        private BigDecimal whole(BigDecimal number) {
            if (number.stripTrailingZeros().scale() > 0 || (this == UINT && number.signum() < 0)) {
                throw new IllegalArgumentException(number + " is no " + name().toLowerCase(Locale.ROOT));
            }
            return number;
        }
    }

    private static BigDecimal number(Object given) {
        return switch (given) {
            case BigDecimal decimal -> decimal;
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case Double number -> BigDecimal.valueOf(number);
            case String text -> number(text);
            default -> throw new IllegalArgumentException("not a number");
        };
    }

    private static BigDecimal number(String text) {
        if (!text.matches("-?\\d{1,30}(\\.\\d{1,30})?")) {
            throw new IllegalArgumentException("not a number");
        }
        return new BigDecimal(text);
    }

    static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time: " + text, e);
        }
    }

    private static <T> T require(Object given, Class<T> type) {
        if (!type.isInstance(given)) {
            throw new IllegalArgumentException("not a " + type.getSimpleName());
        }
        return type.cast(given);
    }
}
