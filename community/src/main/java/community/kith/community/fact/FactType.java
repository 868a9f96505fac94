package community.kith.community.fact;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.community.identity.Verdict;
import community.kith.sync.log.Entry;
import community.kith.sync.log.EntryType;
import java.net.ProtocolException;
import java.util.Optional;

/// A type of entry from its name, how its fields are read, and what must be true of the fact by itself.
record FactType<F>(String name, Reader<F> reader, Rule<F> rule) implements EntryType<F> {
    @FunctionalInterface
    interface Reader<F> {
        F read(FieldReader fields) throws ProtocolException;
    }

    /// Looks at nothing but the entry, and never at the time: an entry means the same at all times.
    @FunctionalInterface
    interface Rule<F> {
        Verdict judge(Entry entry, F fact);
    }

    /// A type without a rule of its own.
    static <F> FactType<F> of(String name, Reader<F> reader) {
        return new FactType<>(name, reader, (entry, fact) -> Verdict.allowed());
    }

    @Override
    public F read(Ipld.Fields body) throws ProtocolException {
        FieldReader fields = new FieldReader(body, name);
        try {
            F fact = reader.read(fields);
            fields.end();
            return fact;
        } catch (IllegalArgumentException e) {
            ProtocolException malformed = new ProtocolException(name + ": " + e.getMessage());
            malformed.initCause(e);
            throw malformed;
        }
    }

    @Override
    public Optional<String> fault(Entry entry, F fact) {
        return rule.judge(entry, fact) instanceof Verdict.Refused refused
                ? Optional.of(refused.reason())
                : Optional.empty();
    }
}
