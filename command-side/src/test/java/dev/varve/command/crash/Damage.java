package dev.varve.command.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** What can have happened to a backup's file since it was proven. */
enum Damage {
    BIT_FLIPPED {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            overwrite(backup, random.nextLong(Files.size(backup)), random, 1);
        }
    },
    BYTES_OVERWRITTEN {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            overwrite(backup, random.nextLong(Files.size(backup)), random, 1 + random.nextInt(5000));
        }
    },
    TRUNCATED {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            try (var file = new RandomAccessFile(backup.toFile(), "rw")) {
                file.setLength(random.nextLong(file.length()));
            }
        }
    },
    LENGTHENED {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            Files.write(backup, new byte[1 + random.nextInt(5000)], StandardOpenOption.APPEND);
        }
    },
    ANOTHERS_FILE {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            Files.copy(another, backup, StandardCopyOption.REPLACE_EXISTING);
        }
    },
    LINK_TO_ANOTHER {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            Files.delete(backup);
            Files.createSymbolicLink(backup, another);
        }
    },
    LINK_TO_NOTHING {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            Files.delete(backup);
            Files.createSymbolicLink(backup, Path.of("/nowhere/" + random.nextInt()));
        }
    },
    /** The very bytes, but where somebody else can change them after they were proven. */
    LINK_TO_ITS_OWN_COPY {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            var elsewhere = backup.resolveSibling("moved-" + random.nextInt(1_000_000));
            Files.move(backup, elsewhere);
            Files.createSymbolicLink(backup, elsewhere);
        }
    },
    FOLDER {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            Files.delete(backup);
            Files.createDirectory(backup);
        }
    },
    PIPE {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            Files.delete(backup);
            try {
                new ProcessBuilder("mkfifo", backup.toString()).start().waitFor();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    },
    GONE {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            Files.delete(backup);
        }
    },
    RECEIPT_ALTERED {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            var receipt = receiptOf(backup);
            var text = Files.readString(receipt);
            var fields = new String[] {"sha256", "fingerprint", "sizeBytes", "rows"};
            var field = fields[random.nextInt(fields.length)];
            var digit = java.util.regex.Pattern.compile("(\"" + field + "\"\\s*:\\s*\"?[0-9a-f]*?)([0-9])")
                    .matcher(text);
            if (!digit.find()) {
                throw new AssertionError("expected " + field + " in the receipt, found " + text);
            }
            var other = (Integer.parseInt(digit.group(2)) + 1 + random.nextInt(8)) % 10;
            Files.writeString(receipt, text.substring(0, digit.start(2)) + other + text.substring(digit.end(2)));
        }
    },
    RECEIPT_CUT {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            try (var file = new RandomAccessFile(receiptOf(backup).toFile(), "rw")) {
                file.setLength(random.nextLong(file.length() - 1));
            }
        }
    },
    RECEIPT_OF_ANOTHER {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            Files.copy(receiptOf(another), receiptOf(backup), StandardCopyOption.REPLACE_EXISTING);
        }
    },
    /** Another backup with its receipt, under this one's name: they fit each other, but not what was recorded. */
    PAIR_OF_ANOTHER {
        @Override
        void doTo(Path backup, Path another, Random random) throws IOException {
            Files.copy(another, backup, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(
                    receiptOf(backup), Files.readString(receiptOf(another)).replace(id(another), id(backup)));
        }
    };

    /** Does it to a backup, with the help of another one of the same target. */
    abstract void doTo(Path backup, Path another, Random random) throws IOException;

    static Path receiptOf(Path backup) {
        return backup.resolveSibling(id(backup) + ".receipt.json");
    }

    private static String id(Path backup) {
        var name = backup.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }

    private static void overwrite(Path backup, long from, Random random, int most) throws IOException {
        try (var file = new RandomAccessFile(backup.toFile(), "rw")) {
            for (long at = from; at < Math.min(file.length(), from + most); at++) {
                file.seek(at);
                int was = file.read();
                file.seek(at);
                file.write(was ^ 1 << random.nextInt(8));
            }
        }
    }
}
