package dev.varve.store.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleFrontierTest {

    /** The inputs and roots of Certificate Transparency's reference tests for RFC 6962. */
    private static final List<String> INPUTS =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void givesTheRootsOfTheReferenceTests() {
        var frontier = new MerkleFrontier();
        assertThat(hex(frontier.root())).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < INPUTS.size(); i++) {
            frontier.append(MerkleHash.leaf(HexFormat.of().parseHex(INPUTS.get(i))));
            assertThat(hex(frontier.root())).as("root of %d leaves", i + 1).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void givesTheRootOfTheRecursiveDefinitionForEverySize() {
        var frontier = new MerkleFrontier();
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < 200; i++) {
            var leaf = MerkleHash.leaf(String.valueOf(i).getBytes(UTF_8));
            leaves.add(leaf);
            frontier.append(leaf);
            assertThat(frontier.root()).isEqualTo(treeHash(leaves));
        }
    }

    @Test
    void goesOnFromItsEncodedForm() {
        var straight = new MerkleFrontier();
        var resumed = new MerkleFrontier();
        for (int i = 0; i < 70; i++) {
            var leaf = MerkleHash.leaf(new byte[] {(byte) i});
            straight.append(leaf);
            resumed = MerkleFrontier.of(resumed.size(), resumed.encoded());
            resumed.append(leaf);
        }
        assertThat(resumed.size()).isEqualTo(70);
        assertThat(resumed.root()).isEqualTo(straight.root());
    }

    @Test
    void refusesAnEncodedFormOfAnotherSize() {
        assertThatThrownBy(() -> MerkleFrontier.of(3, new byte[32]))
                .hasMessage("expected a frontier of 64 bytes for 3 leaves, found 32 bytes");
    }

    @Test
    void tellsAnAbsentFieldFromAnEmptyOneAndOneFieldFromTheNext() {
        assertThat(leaf(null, "ab", "c")).isNotEqualTo(leaf("", "ab", "c"));
        assertThat(leaf("a", "bc", "d")).isNotEqualTo(leaf("ab", "c", "d"));
    }

    private static byte[] leaf(String type, String id, String eventId) {
        var rest = new byte[0];
        return new EventLeaf(bytes(type), bytes(id), 0, bytes(eventId), rest, rest, rest, rest, rest).hash();
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    /** RFC 6962, section 2.1, word by word. */
    private static byte[] treeHash(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return MerkleHash.node(treeHash(leaves.subList(0, left)), treeHash(leaves.subList(left, leaves.size())));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
