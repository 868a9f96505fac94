package community.kith.app.command;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.FileInfo;
import community.kith.node.api.FileQuery;
import community.kith.node.api.Kith;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Person;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.stream.Collectors;

/// Finds what a person means by an argument.
final class Named {
    private static final String LINK = "kith:";

    private final Kith kith;

    Named(Kith kith) {
        this.kith = kith;
    }

    /// The manifest that a link, a CID or the name of one of my files stands for.
    Cid manifest(String what) throws IOException {
        return manifest(what, kith.files(FileQuery.called(what)));
    }

    /// The same among files that were removed.
    Cid removed(String what) throws IOException {
        return manifest(what, kith.removed());
    }

    private Cid manifest(String what, List<FileInfo> among) throws IOException {
        List<FileInfo> mine = among.stream()
                .filter(file ->
                        what.equals(file.link()) || what.equals(file.manifest().toString()) || what.equals(file.name()))
                .toList();
        if (mine.size() > 1) {
            throw new IllegalArgumentException(mine.size() + " files are called " + what + "; give the link of one: "
                    + mine.stream().map(FileInfo::link).collect(Collectors.joining(" ")));
        }
        if (!mine.isEmpty()) {
            return mine.getFirst().manifest();
        }
        if (what.startsWith(LINK)) {
            return kith.open(what).manifest();
        }
        throw new NotFoundException("no file of yours is called " + what + "; kith ls lists them");
    }

    /// The link itself, or that of one of my files by its CID or name.
    String link(String what) throws IOException {
        return what.startsWith(LINK) ? what : kith.info(manifest(what)).link();
    }

    /// The DID itself, or that of the person in my book with that name.
    Did did(String who) throws IOException {
        if (!who.startsWith("did:")) {
            return person(who).did();
        }
        try {
            return Did.parse(who);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("“" + who + "” is no DID: " + e.getMessage(), e);
        }
    }

    /// The person in my book with that name or DID.
    Person person(String who) throws IOException {
        List<Person> found = kith.people().stream()
                .filter(person -> who.equals(person.did().toString()) || who.equalsIgnoreCase(person.name()))
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException(found.size() + " people are called " + who + "; give the DID of one: "
                    + found.stream().map(person -> person.did().toString()).collect(Collectors.joining(" ")));
        }
        if (found.isEmpty()) {
            throw new NotFoundException("nobody in your book is called " + who + "; kith people lists them");
        }
        return found.getFirst();
    }
}
