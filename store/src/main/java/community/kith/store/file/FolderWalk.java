package community.kith.store.file;

import community.kith.store.manifest.Entry;
import community.kith.store.manifest.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// What is in a folder, in path order: regular files, folders that hold nothing, symbolic links unfollowed.
///
/// Offsets are not set yet and sizes are what to expect; reading the files tells.
record FolderWalk(List<Entry> entries, List<String> skipped) {
    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    static FolderWalk of(Path folder) throws IOException {
        FolderWalk walk = new FolderWalk(new ArrayList<>(), new ArrayList<>());
        walk.visit(folder, "");
        return walk;
    }

    long sizeBytes() {
        return entries.stream()
                .mapToLong(entry -> entry instanceof Entry.File file ? file.sizeBytes() : 0)
                .sum();
    }

    private void visit(Path folder, String prefix) throws IOException {
        for (String name : namesIn(folder)) {
            Path path = folder.resolve(name);
            try {
                add(path, prefix + name);
            } catch (NoSuchFileException e) {
                skipped.add(prefix + name + ": vanished before it was read");
            } catch (IllegalArgumentException e) {
                throw new IOException("cannot put " + path + ": " + e.getMessage(), e);
            }
        }
    }

    private void add(Path path, String relative) throws IOException {
        FileFacts facts = FileFacts.of(path);
        if (facts.attributes().isSymbolicLink()) {
            add(new Entry.Symlink(relative, Files.readSymbolicLink(path).toString()));
        } else if (facts.attributes().isDirectory()) {
            int before = entries.size();
            visit(path, relative + "/");
            if (entries.size() == before) {
                add(new Entry.Folder(relative, facts.modified()));
            }
        } else if (facts.attributes().isRegularFile()) {
            if (!Files.isReadable(path)) {
                throw new IOException("no permission to read " + path);
            }
            add(facts.file(relative));
        } else {
            skipped.add(relative + ": neither file, folder nor symbolic link");
        }
    }

    private void add(Entry entry) throws IOException {
        if (entries.size() == Manifest.MAX_ENTRIES) {
            throw new IOException("more than " + Manifest.MAX_ENTRIES + " files; put the folder in parts");
        }
        entries.add(entry);
    }

    private static List<String> namesIn(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                names.add(legible(child));
            }
        } catch (AccessDeniedException e) {
            throw new IOException("no permission to read " + folder, e);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(BY_BYTES);
        return names;
    }

    private static String legible(Path path) throws IOException {
        String name = path.getFileName().toString();
        if (name.indexOf('\ufffd') >= 0) {
            throw new IOException("cannot put " + path + ": its name is no text in this locale; try LC_ALL=C.UTF-8");
        }
        return name;
    }
}
