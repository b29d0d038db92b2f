using System.Text;
using CsCheck;
using Stanch.Detection;
using Stanch.Sources;
using Stanch.Tests.Detection;

namespace Stanch.Tests.Scanning.Content;

public sealed class ScanSinkTest
{
    /// <summary>Lines that hold every mechanism of detection, some of them several times, and lines that hold none.</summary>
    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.Int[0, 9].Select(i => $"k = '{Detectors.AcmeToken(i)}'\n"), Gen.Int[0, 9].Select(i => $"password = 'S3cure!pass{i}' and token: \"k3J8sP0qLm5Zx1Y{i}\"\n"),
        Gen.String[Gen.Char[' ', 'z'], 0, 90].Select(s => s + "\n"), Gen.Int[0, 9].Select(i => $"zedaccount: 12345{i}\r\n"),
        Gen.Const("ZEDKEY=0a1b2c3d4e5f6071\n"), Gen.Const("äöü€ 𝄞 postgres://app:p4ssW0rd9@db.internal:5432/x\n"), Gen.Const("\n"),
        Gen.Int[0, 9].Select(i => Convert.ToBase64String(Encoding.UTF8.GetBytes($"config: '{Detectors.AcmeToken(i)}' ok")) + "\n"),
        Gen.Int[0, 9].Select(i => $"tq:kwpfma 'q' = '{Detectors.AcmeToken(i)}' # stanch:ignore for a test\n"));

    private static readonly Gen<byte[]> Text = Line.Array[0, 80].Select(lines => Encoding.UTF8.GetBytes(string.Concat(lines)));

    /// <summary>A derived blob as git makes one: stretches of its base in any order, and new bytes between them.</summary>
    private static readonly Gen<(byte[] Base, byte[] Derived, Copied[] Copies)> Delta =
        Gen.Select(Text, Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Text, Gen.Int[0, 3]).Array[1, 6]).Select((origin, steps) =>
        {
            var derived = new List<byte>();
            var copies = new List<Copied>();
            foreach (var (a, b, fresh, kind) in steps)
            {
                if (kind == 0 || origin.Length == 0)
                {
                    derived.AddRange(fresh.Take(b % 200));
                    continue;
                }
                // Mostly large stretches, often from the very start or to the very end.
                var from = kind == 1 ? 0 : a % origin.Length;
                var length = kind == 3 ? origin.Length - from : b % (origin.Length - from) + 1;
                if (copies.Count > 0 && copies[^1] is var last && last.To + last.Length == derived.Count && last.From + last.Length == from)
                    copies[^1] = last with { Length = last.Length + length };
                else copies.Add(new Copied(from, derived.Count, length));
                derived.AddRange(origin.AsSpan(from, length));
            }
            return (origin, derived.ToArray(), copies.ToArray());
        });

    [Fact]
    public void A_derived_blob_gives_exactly_what_scanning_it_whole_gives() => Delta.Sample(d =>
    {
        var derived = new Sunk();
        var token = derived.Whole(d.Base, Sunk.Blob(1));
        derived.Sink.Accept(new Piece
        {
            Provenance = Sunk.Blob(2), Content = d.Derived, OwnEnd = d.Derived.Length, Derived = true, Base = token, BaseLength = d.Base.Length, Copies = d.Copies,
        });
        var whole = new Sunk();
        whole.Whole(d.Base, Sunk.Blob(1));
        whole.Whole(d.Derived, Sunk.Blob(2));
        Assert.Equal(whole.Found, derived.Found);
    }, iter: 1500);

    [Fact]
    public void A_chain_of_derived_blobs_loses_and_invents_nothing() => Gen.Select(Text, Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 200], Line).Array[1, 12]).Sample((first, edits) =>
    {
        var derived = new Sunk();
        var whole = new Sunk();
        var content = first;
        var token = derived.Whole(content, Sunk.Blob(0));
        whole.Whole(content, Sunk.Blob(0));
        for (var i = 0; i < edits.Length; i++)
        {
            var (at, removed, line) = edits[i];
            var from = content.Length == 0 ? 0 : at % (content.Length + 1);
            var to = Math.Min(content.Length, from + removed);
            byte[] next = [.. content[..from], .. Encoding.UTF8.GetBytes(line), .. content[to..]];
            List<Copied> copies = [];
            if (from > 0) copies.Add(new Copied(0, 0, from));
            if (to < content.Length) copies.Add(new Copied(to, from + Encoding.UTF8.GetByteCount(line), content.Length - to));
            token = derived.Sink.Accept(new Piece
            {
                Provenance = Sunk.Blob(i + 1), Content = next, OwnEnd = next.Length, Derived = true, Base = token, BaseLength = content.Length, Copies = copies.ToArray(),
            });
            whole.Whole(next, Sunk.Blob(i + 1));
            content = next;
        }
        Assert.Equal(whole.Found, derived.Found);
    }, iter: 300);

    [Fact]
    public void A_blob_in_pieces_gives_exactly_what_the_whole_one_gives() => Gen.Select(Text, Gen.Int[1, 3000]).Sample((content, size) =>
    {
        size = Math.Max(size, 200);
        var (whole, split) = (new Sunk(), new Sunk());
        whole.Whole(content);
        split.Split(content, size);
        Assert.True(Without(whole).SequenceEqual(Without(split)), $"{size}\n{Encoding.UTF8.GetString(content)}\n{string.Join('\n', Without(whole).Except(Without(split)))}\n--\n{string.Join('\n', Without(split).Except(Without(whole)))}");
    }, iter: 300);

    [Fact]
    public void A_blob_in_utf16_gives_the_lines_and_columns_of_its_text() => Gen.Select(Text, Gen.Bool, Gen.Bool).Sample((content, big, mark) =>
    {
        var text = Encoding.UTF8.GetString(content);
        if (text.Length < 16) return;
        Encoding encoding = big ? Encoding.BigEndianUnicode : Encoding.Unicode;
        byte[] wide = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        if (ContentForms.Sniff(wide) is not (ContentForm.Utf16Le or ContentForm.Utf16Be)) return;
        var (narrow, utf16) = (new Sunk(), new Sunk());
        narrow.Whole(content);
        utf16.Whole(wide);
        Assert.Equal(narrow.Found, utf16.Found);
    }, iter: 300);

    [Fact]
    public void Utf16_in_pieces_is_counted_on_from_piece_to_piece()
    {
        var text = string.Concat(Enumerable.Range(0, 4000).Select(i => i % 500 == 7 ? $"€ 'k' = '{Detectors.AcmeToken(i)}'\n" : $"line {i} 𝄞\n"));
        byte[] wide = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)];
        var (whole, split) = (new Sunk(), new Sunk());
        whole.Whole(wide);
        split.Split(wide, 10_000);
        Assert.Equal(8, whole.Found.Count);
        Assert.Equal(Without(whole), Without(split));
    }

    /// <summary>Without snippets: one in a piece shows less of its line, since what follows the piece is not known.</summary>
    private static IEnumerable<string> Without(Sunk sunk) =>
        sunk.All.Select(f => $"{f.Sighting.Match.Detector.Id} {f.Sighting.Place.Start} {f.Sighting.Place.End} {f.Sighting.Place.Mark?.Reason}").Order(StringComparer.Ordinal);

    [Fact]
    public void A_base_that_was_binary_makes_the_derived_blob_be_scanned_whole()
    {
        var line = Encoding.UTF8.GetBytes($"k = '{Detectors.AcmeToken(3)}'\n");
        byte[] binary = [0, 0, 0, .. line];
        var sunk = new Sunk();
        var token = sunk.Whole(binary, Sunk.Blob(1));
        Assert.Empty(sunk.Found);
        sunk.Sink.Accept(new Piece
        {
            Provenance = Sunk.Blob(2), Content = line, OwnEnd = line.Length, Derived = true, Base = token, BaseLength = binary.Length, Copies = [new Copied(3, 0, line.Length)],
        });
        Assert.Single(sunk.Found);
    }

    [Fact]
    public void Binary_content_is_skipped_and_told_and_no_more_of_it_is_wanted()
    {
        var sunk = new Sunk();
        var bytes = new byte[40_000];
        sunk.Whole(bytes, new FileProvenance("a.bin"));
        sunk.Split(bytes, 10_000, new FileProvenance("b.bin"));
        Assert.Equal([new Skip(SkipReason.Binary, "a.bin"), new Skip(SkipReason.Binary, "b.bin")], sunk.Coverage.Skips);
    }

    [Fact]
    public void The_same_value_counts_once_a_blob_in_history_and_once_a_place_in_a_file()
    {
        var text = Encoding.UTF8.GetBytes($"k = '{Detectors.AcmeToken(1)}'\nk = '{Detectors.AcmeToken(1)}'\n");
        var sunk = new Sunk();
        sunk.Whole(text, Sunk.Blob(1));
        Assert.Single(sunk.Found);
        sunk.Whole(text, new FileProvenance("f"));
        Assert.Equal(3, sunk.Found.Count);
    }

    [Fact]
    public void A_detector_of_certain_paths_gives_way_elsewhere()
    {
        var everywhere = Detectors.Prefixed;
        var only = everywhere with { Id = "acme/rc", Paths = ["**/.acmerc"], Specificity = 99 };
        var engine = new DetectionEngine([everywhere, only]);
        var text = Encoding.UTF8.GetBytes($"k = '{Detectors.AcmeToken(1)}'\n");
        var sunk = new Sunk(engine);
        sunk.Whole(text, new FileProvenance("src/x.cs"));
        sunk.Whole(text, new FileProvenance("home/.acmerc"));
        Assert.Equal(["acme/rc", "acme/token"], sunk.All.Select(f => f.Sighting.Match.Detector.Id).Order());
    }
}
