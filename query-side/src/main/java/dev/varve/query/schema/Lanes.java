package dev.varve.query.schema;

import java.util.ArrayList;
import java.util.List;

/** The lanes that lines go down on, side by side. Where there are more than anybody could follow, the last is shared. */
final class Lanes {

    private static final int MOST = 16;
    private static final int FREE = -1;

    /** To which row each of them goes. */
    private final List<Integer> goals = new ArrayList<>();

    /** The lane for what stands in this row: the first that goes there, or a free one; what goes there ends. */
    int arriveAt(int row) {
        int lane = goals.indexOf(row);
        for (int each = 0; each < goals.size(); each++) {
            if (goals.get(each) == row) {
                goals.set(each, FREE);
            }
        }
        return lane >= 0 ? lane : free(FREE);
    }

    /** The line goes on down on this lane. */
    int goOn(int lane, int toRow) {
        goals.set(lane, toRow);
        return lane;
    }

    /** The lane for another line to there: one that goes there already, or a free one. */
    int towards(int toRow) {
        int lane = goals.indexOf(toRow);
        return lane >= 0 ? lane : free(toRow);
    }

    private int free(int toRow) {
        int lane = goals.indexOf(FREE);
        if (lane < 0 && goals.size() < MOST) {
            goals.add(FREE);
            lane = goals.size() - 1;
        }
        int chosen = lane < 0 ? MOST - 1 : lane;
        if (lane >= 0) {
            goals.set(chosen, toRow);
        }
        return chosen;
    }

    /** How many there were at most. */
    int most() {
        return goals.size();
    }
}
