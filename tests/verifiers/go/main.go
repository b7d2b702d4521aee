// Checks a copy of the log, or a receipt, with the code behind Go's checksum database (golang.org/x/mod/sumdb):
// signatures by its `note`, tiles, trees and proofs by its `tlog`. Nothing of Damai's own mathematics is used here;
// what is ours is only reading files.
//
//	verifier log     VKEY DIR             every tile and entry is under the signed root
//	verifier grew    VKEY OLD_NOTE DIR    the copy only appended to an earlier checkpoint
//	verifier receipt VKEY FILE            the receipt's leaf is under its signed root
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Println("REFUSED:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return fmt.Errorf("usage: log VKEY DIR | grew VKEY OLD_NOTE DIR | receipt VKEY FILE")
	}
	verifier, err := note.NewVerifier(args[1])
	if err != nil {
		return err
	}
	switch args[0] {
	case "log":
		return checkLog(verifier, args[2])
	case "grew":
		return checkGrowth(verifier, args[2], args[3])
	case "receipt":
		return checkReceipt(verifier, args[2])
	}
	return fmt.Errorf("unknown mode %s", args[0])
}

// openCheckpoint gives the tree that a signed checkpoint is about.
func openCheckpoint(verifier note.Verifier, msg []byte) (tlog.Tree, error) {
	n, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// folder reads tiles from a copy on disk. x/mod names them tile/8/L/N, C2SP tile/L/N.
type folder string

func (dir folder) Height() int { return 8 }

func (dir folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		name := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(dir), filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func (dir folder) SaveTiles([]tlog.Tile, [][]byte) {}

// entries reads every entry of the copy, in order.
func (dir folder) entries(size int64) ([][]byte, error) {
	var found [][]byte
	for number := int64(0); number*256 < size; number++ {
		width := size - number*256
		if width > 256 {
			width = 256
		}
		name := tlog.Tile{H: 8, L: -1, N: number, W: int(width)}.Path()
		name = strings.Replace(name, "tile/8/data/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(string(dir), filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		for len(data) > 0 {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("%s ends in the middle of an entry", name)
			}
			length := int(binary.BigEndian.Uint16(data))
			found = append(found, data[2:2+length])
			data = data[2+length:]
		}
	}
	if int64(len(found)) != size {
		return nil, fmt.Errorf("%d entries, the checkpoint says %d", len(found), size)
	}
	return found, nil
}

func checkLog(verifier note.Verifier, dir string) error {
	msg, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(verifier, msg)
	if err != nil {
		return err
	}
	entries, err := folder(dir).entries(tree.N)
	if err != nil {
		return err
	}
	// The reader authenticates every tile that it reads against the root.
	reader := tlog.TileHashReader(tree, folder(dir))
	indexes := make([]int64, tree.N)
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(0, int64(i))
	}
	hashes, err := reader.ReadHashes(indexes)
	if err != nil {
		return err
	}
	for i, entry := range entries {
		if tlog.RecordHash(entry) != hashes[i] {
			return fmt.Errorf("entry %d is not the one in the tree", i)
		}
	}
	fmt.Printf("ACCEPTED: %s, %d entries\n", verifier.Name(), tree.N)
	return nil
}

func checkGrowth(verifier note.Verifier, oldNote, dir string) error {
	oldMsg, err := os.ReadFile(oldNote)
	if err != nil {
		return err
	}
	old, err := openCheckpoint(verifier, oldMsg)
	if err != nil {
		return err
	}
	msg, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(verifier, msg)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, old.N, tlog.TileHashReader(tree, folder(dir)))
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return err
	}
	fmt.Printf("ACCEPTED: %d extends %d\n", tree.N, old.N)
	return nil
}

// checkReceipt reads c2sp.org/tlog-proof by hand; x/mod is older than that format.
func checkReceipt(verifier note.Verifier, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, msg, found := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("not a receipt")
	}
	tree, err := openCheckpoint(verifier, []byte(msg))
	if err != nil {
		return err
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	if len(entry) > 32 { // an opening: the log holds its SHA-256
		sum := sha256.Sum256(entry)
		entry = sum[:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Printf("ACCEPTED: entry %d of %d\n", index, tree.N)
	return nil
}
