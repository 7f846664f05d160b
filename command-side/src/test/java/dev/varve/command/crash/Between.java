package dev.varve.command.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Whether a schema can be what a revision leaves when it stops in its middle. */
final class Between {

    private Between() {}

    /** The objects that belong to neither side; a rebuilt table may be missing while its copy stands. */
    static List<String> stray(Picture found, Picture here, Picture next) {
        var names = new TreeSet<>(found.objects().keySet());
        names.addAll(here.objects().keySet());
        var stray = new ArrayList<String>();
        for (var name : names) {
            var is = found.objects().get(name);
            var was = here.objects().get(name);
            var becomes = next.objects().get(name);
            var changes = !Objects.equals(was, becomes);
            var ofAChange =
                    is == null ? changes : is.equals(was) || is.equals(becomes) || is.equals(Picture.INVALID + becomes);
            if (!ofAChange && !isRebuilt(name, here, next)) {
                stray.add(name + ": " + is);
            }
        }
        return stray;
    }

    private static boolean isRebuilt(String name, Picture here, Picture next) {
        var original = name.startsWith("_alembic_tmp_")
                ? name.substring("_alembic_tmp_".length())
                : name.endsWith("_new") ? name.substring(0, name.length() - "_new".length()) : null;
        return original != null
                && here.objects().containsKey(original)
                && !Objects.equals(here.objects().get(original), next.objects().get(original));
    }
}
