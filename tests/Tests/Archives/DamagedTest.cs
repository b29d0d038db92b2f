using System.Text;
using CsCheck;
using Stanch.Archives;
using Stanch.Tests.Sources.Files;

namespace Stanch.Tests.Archives;

/// <summary>Bytes that are not what they seem: whatever they are, the scan goes on, in bounded time, and says what it could not read.</summary>
public sealed class DamagedTest : IDisposable
{
    private const string Everything = """
        import sqlite3, zipfile, io, py_compile, email.message, os
        os.makedirs('o')
        text = ''.join(f'line {i} of some text\n' for i in range(400))
        open('x.txt', 'w').write(text)
        c = sqlite3.connect('o/a.db'); c.execute('create table t (name text, value text)'); c.executemany('insert into t values (?, ?)', [(f'n{i}', text[:i * 7]) for i in range(300)]); c.commit(); c.close()
        open('m.py', 'w').write('A = "first"\nB = {"k": ("second", 3, 4.5, 1 << 90)}\ndef f(a=None):\n    return [a, "third"]\n'); py_compile.compile('m.py', 'o/m.pyc')
        m = email.message.EmailMessage(); m['From'] = 'a@example.org'; m.set_content('ü' * 300, cte='base64'); m.add_attachment(text.encode(), maintype='a', subtype='b', filename='n'); open('o/a.eml', 'wb').write(m.as_bytes())
        open('o/box', 'wb').write(b'From a@example.org Thu Jan  1 00:00:00 2026\n' + m.as_bytes() + b'\nFrom b Thu Jan  1 00:00:00 2026\n' + m.as_bytes())
        open('o/a.ipynb', 'w').write('{"cells": [{"cell_type": "code", "source": ["a\\n", "b"], "outputs": [{"data": {"image/png": "iVBORw0KGgo="}}]}], "nbformat": 4}')
        open('o/a.pdf', 'wb').write(b'%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]/Type/Pages>>endobj 3 0 obj<</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj 4 0 obj<</Length 44>>stream\nBT /F1 12 Tf (text) Tj 0 -14 Td [(a) 20 (b)] TJ ET\nendstream endobj 5 0 obj<</Type/Font/Subtype/Type1/Widths[500 600]/FirstChar 97/Encoding<</Differences[1/A/one]>>>>endobj')
        with zipfile.ZipFile('o/a.docx', 'w', zipfile.ZIP_DEFLATED) as f: f.writestr('word/document.xml', '<w:p><w:t>a&amp;b</w:t></w:p>' * 50)
        """;

    private const string Packed = """
        zip -q o/a.zip x.txt; tar czf o/a.tgz x.txt; tar cf o/a.tar --format=pax x.txt; bzip2 -kc x.txt > o/a.bz2; xz -kc x.txt > o/a.xz; zstd -qc x.txt > o/a.zst
        7zz a -bd -bso0 o/a.7z x.txt; echo x.txt | cpio -o -H newc 2>/dev/null > o/a.cpio; zip -q o/b.zip -0 o/a.tgz o/a.xz
        mkdir -p p/DEBIAN; printf 'Package: x\nVersion: 1\nArchitecture: all\nMaintainer: a <a@example.org>\nDescription: x\n' > p/DEBIAN/control; cp x.txt p; dpkg-deb -b p o/a.deb >/dev/null
        """;

    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    private List<(string Name, byte[] Bytes)> Files()
    {
        tree.File("make.py", Everything);
        tree.Make("python3 zip tar gzip bzip2 xz zstd 7zz cpio dpkg-deb", "PATH=/usr/bin:$PATH python3 make.py;" + Packed);
        return [.. Directory.GetFiles(tree.At("o")).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))), ("a.rar", Rar.Of(("in.txt", "text\n"u8.ToArray())))];
    }

    [Fact]
    public void A_file_with_any_bytes_changed_ends_in_what_it_says()
    {
        foreach (var (name, bytes) in Files())
        {
            Assert.True(Unpacking.Recognises(bytes), name);
            Gen.Select(Gen.Int[0, bytes.Length - 1].Array[1, 8], Gen.Byte.Array[8]).Sample((places, values) =>
            {
                var damaged = (byte[])bytes.Clone();
                for (var i = 0; i < places.Length; i++) damaged[places[i]] = values[i];
                Contents.Of(damaged);
            }, iter: 30, print: s => $"{name}: {string.Join(' ', s.Item1.Zip(s.Item2))}", threads: 1);
        }
    }

    [Fact]
    public void A_file_that_was_cut_gives_what_there_is_and_says_so()
    {
        foreach (var (name, bytes) in Files())
        {
            var whole = Contents.Of(bytes).Blobs.Count;
            for (var part = 1; part < 8; part += 2)
            {
                var cut = bytes[..(bytes.Length * part / 8)];
                if (!Unpacking.Recognises(cut)) continue;
                var contents = Contents.Of(cut);
                // Mail that is cut is shorter mail.
                if (name is not ("a.eml" or "box" or "a.pdf")) Assert.True(contents.Coverage.Partial || contents.Blobs.Count == whole && contents.Blobs[^1].Content.Length > 0, $"{name}, {part} of 8 parts");
            }
        }
    }

    [Fact]
    public void Any_bytes_behind_the_first_ones_of_a_format_end_in_something()
    {
        string[] starts = ["PK\u0003\u0004\u0014", "PK\u0005\u0006", "BZh91AY&SY", "7z¼¯'\u001c\0\u0004", "Rar!\u001a\u0007\u0001\0", "!<arch>\ndebian-binary", "070701", "SQLite format 3\0\u0010\0\u0001\u0001\0@  ", "%PDF-1.4\n1 0 obj<<",
            "{\"cells\":[{\"cell_type\":", "{\"log\":{\"entries\":[", "From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\n", "From a\nTo: b\nContent-Type: a\n\n", "ý7zXZ\0\0\u0004", "(µ/ý", "\u001f\u008b\b\0\0\0\0\0\0\u0003", "§\r\r\n\0\0\0\0\0\0\0\0\0\0\0\0ã"];
        Gen.Select(Gen.Int[0, starts.Length - 1], Gen.Byte.Array[0, 600]).Sample((start, rest) => { Contents.Of([.. Encoding.Latin1.GetBytes(starts[start]), .. rest]); }, iter: 600, threads: 1);
    }

    [Fact]
    public void Names_lead_nowhere_and_are_fit_to_be_shown()
    {
        var contents = Python("""
            import zipfile, tarfile, io
            names = ['../../etc/passwd', '/etc/shadow', 'C:\\x\\y', 'a\x1b[31mred', 'line\nbreak', './plain', 'in!/out', 'end!', 'twice', 'twice', '‮txt', 'x' * 3000]
            with zipfile.ZipFile('a.zip', 'w') as z:
                for i, n in enumerate(names): z.writestr(n, f'{i}')
            with tarfile.open('a.tar', 'w') as t:
                for i, n in enumerate(names):
                    e = tarfile.TarInfo(n); e.size = len(str(i)); t.addfile(e, io.BytesIO(str(i).encode()))
                for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
                    e = tarfile.TarInfo('special'); e.type = kind; e.linkname = '/etc/passwd'; t.addfile(e)
            """);
        foreach (var archive in new[] { "a.zip", "a.tar" })
        {
            string[] expected = [@"\x2E\x2E/\x2E\x2E/etc/passwd", "/etc/shadow", "C:/x/y", @"a\x1B[31mred", @"line\x0Abreak", "plain", @"in\x21/out", @"end\x21", "twice", "twice", @"\u202Etxt", new string('x', 1000) + "…"];
            Assert.Equal(expected.Select(n => $"{archive}!/{n}").Order(StringComparer.Ordinal), contents.Places.Where(p => p.StartsWith(archive, StringComparison.Ordinal)));
        }
        Assert.Equal(["Device a.tar!/special", "Device a.tar!/special", "SymbolicLink a.tar!/special", "SymbolicLink a.tar!/special"], contents.Skips);
    }

    [Fact]
    public void What_is_encrypted_is_named()
    {
        tree.File("x.txt", "text\n");
        tree.Make("zip 7zz", "zip -q -P word a.zip x.txt; 7zz a -bd -bso0 -pword b.7z x.txt; 7zz a -bd -bso0 -pword -mhe=on c.7z x.txt; 7zz a -bd -bso0 -tzip -mem=AES256 -pword d.zip x.txt; rm x.txt");
        var contents = Contents.Of(tree);
        Assert.Equal(["Encrypted a.zip!/x.txt", "Encrypted b.7z", "Encrypted b.7z!/x.txt", "Encrypted c.7z", "Encrypted d.zip!/x.txt"], contents.Skips);
        Assert.True(contents.Coverage.Partial);
    }

    private Contents Python(string script)
    {
        tree.File("make.py", script);
        tree.Make("python3", "PATH=/usr/bin:$PATH python3 make.py; rm -rf make.py .none");
        return Contents.Of(tree);
    }
}
