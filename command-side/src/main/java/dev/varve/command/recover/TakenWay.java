package dev.varve.command.recover;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.diagnosis.Diagnosis;
import java.util.List;

/** What taking a way came to. Each way records how it failed itself; that it succeeded is recorded alike for all. */
sealed interface TakenWay {

    /**
     * The database is what it should be.
     *
     * @param after what looking found once it was done
     * @param backup what was put back; {@code null} if none was
     * @param aside where what was there is kept; empty if it is where it was
     * @param proof by what the result is proven
     */
    record Proven(Diagnosis after, Backup backup, List<String> aside, String proof) implements TakenWay {

        public Proven {
            aside = List.copyOf(aside);
        }

        /** Nothing was replaced. */
        static Proven inPlace(Diagnosis after, String proof) {
            return new Proven(after, null, List.of(), proof);
        }
    }

    /**
     * It is not, or nothing was done.
     *
     * @param outcome as in the contract
     * @param isOfTheProof whether a backup is not what it should be
     */
    record Unproven(String outcome, String why, boolean isOfTheProof, String remedy) implements TakenWay {}
}
