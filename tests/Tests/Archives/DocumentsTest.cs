using System.Text;
using Stanch.Tests.Sources.Files;

namespace Stanch.Tests.Archives;

/// <summary>Documents as the real programs make them.</summary>
public sealed class DocumentsTest : IDisposable
{
    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    private Contents Python(string script, string programs = "python3")
    {
        tree.File("make.py", script);
        // The system's own comes with the packages that are installed for it.
        tree.Make(programs, "PATH=/usr/bin:$PATH python3 make.py; rm -rf make.py .none");
        return Contents.Of(tree);
    }

    [Fact]
    public void A_database_is_a_text_for_each_table()
    {
        var contents = Python("""
            import sqlite3
            c = sqlite3.connect('a.db')
            c.execute('create table users (id integer primary key, "pass word" text not null, note varchar(10) default (1+2), raw blob, unique (id))')
            c.execute("insert into users values (7, 'first', null, x'00ff')")
            c.execute("insert into users values (8, ?, 'n', ?)", ('long ' * 4000, b'plain bytes'))
            c.execute('create table settings (key text primary key, value text) without rowid')
            c.executemany('insert into settings values (?, ?)', [(f'name{i}', f'value{i}') for i in range(3000)])
            c.commit(); c.close()
            """);
        Assert.Equal($"pass word: first\npass word: {string.Concat(Enumerable.Repeat("long ", 4000))}\nnote: n\nraw: plain bytes\n", contents.Text("a.db!/users"));
        var settings = contents.Text("a.db!/settings");
        for (var i = 0; i < 3000; i++) Assert.Contains($"key: name{i}\nname{i}: value{i}\n", settings, StringComparison.Ordinal);
        Assert.Contains("sql: CREATE TABLE users", contents.Text("a.db!/sqlite_schema"), StringComparison.Ordinal);
        Assert.Equal([], contents.Skips);
    }

    [Fact]
    public void Texts_of_a_database_may_be_wide_and_its_fields_archives()
    {
        var contents = Python("""
            import sqlite3, zipfile, io
            z = io.BytesIO()
            with zipfile.ZipFile(z, 'w') as f: f.writestr('in.txt', 'packed\n')
            c = sqlite3.connect('a.db')
            c.execute("pragma encoding = 'UTF-16'")
            c.execute('create table files (name text, body blob)')
            c.execute("insert into files values ('schlüssel', ?)", (z.getvalue(),))
            c.commit(); c.close()
            """);
        Assert.Equal("name: schlüssel\n", contents.Text("a.db!/files"));
        Assert.Equal("packed\n", contents.Text("a.db!/files/row-1/body!/in.txt"));
    }

    [Fact]
    public void Compiled_Python_tells_its_texts_with_their_names()
    {
        var contents = Python("""
            import py_compile
            open('m.py', 'w').write('PLAIN = "first value"\nTABLE = {"k": "second value", "l": b"third value"}\ndef f(a="fourth value"):\n    inner = "fifth value"\n    return inner\nclass C:\n    attr = "sixth value"\n')
            py_compile.compile('m.py', 'm.pyc')
            import os; os.remove('m.py')
            """);
        var text = contents.Text("m.pyc!/strings");
        foreach (var line in new[] { "PLAIN = \"first value\"", "inner = \"fifth value\"", "attr = \"sixth value\"", "second value", "third value", "fourth value" }) Assert.Contains(line + "\n", text, StringComparison.Ordinal);
        Assert.Equal([], contents.Skips);
    }

    [Fact]
    public void Many_small_documents_cost_little_memory()
    {
        tree.File("make.py", """
            import py_compile
            open('m.py', 'w').write('PLAIN = "first value"\n')
            for i in range(200): py_compile.compile('m.py', f'{i}.pyc')
            """);
        tree.Make("python3", "PATH=/usr/bin:$PATH python3 make.py; rm -rf make.py m.py .none");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal(200, Contents.Of(tree).Coverage.Containers);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 64 << 20);
    }

    [Fact]
    public void A_message_gives_what_is_encoded_in_it_and_an_archive_that_is_attached()
    {
        var contents = Python("""
            import email.message, zipfile, io, mailbox
            z = io.BytesIO()
            with zipfile.ZipFile(z, 'w') as f: f.writestr('in.txt', 'packed\n')
            m = email.message.EmailMessage()
            m['From'] = 'a@example.org'; m['Subject'] = 's'
            m.set_content('line with an umlaut ü and an = sign, and it is longer than a line of mail may be so that it is cut somewhere\n', cte='quoted-printable')
            m.add_attachment(z.getvalue(), maintype='application', subtype='zip', filename='report.zip')
            open('a.eml', 'wb').write(m.as_bytes())
            box = mailbox.mbox('box'); box.add(m); box.add(m); box.close()
            """);
        foreach (var prefix in new[] { "a.eml!/", "box!/message-1/", "box!/message-2/" })
        {
            Assert.Contains("and an = sign, and it is longer than a line of mail may be so that it is cut somewhere", contents.Text(prefix + "part-1"), StringComparison.Ordinal);
            Assert.Equal("packed\n", contents.Text(prefix + "2-report.zip!/in.txt"));
        }
        Assert.Contains("a.eml", contents.Places);
    }

    [Fact]
    public void A_notebook_gives_its_cells_and_their_outputs()
    {
        var contents = Python("""
            import nbformat.v4 as v, nbformat, base64
            n = v.new_notebook(cells=[v.new_markdown_cell('intro'), v.new_code_cell('a = 1\nb = "two"', outputs=[
                v.new_output('stream', text='out\nlines\n'), v.new_output('display_data', {'text/html': '<b>"x"</b>', 'image/png': base64.b64encode(b'\x89PNG\0').decode()}),
                v.new_output('error', ename='E', evalue='v', traceback=['one', 'two'])])])
            nbformat.write(n, 'a.ipynb')
            """, "python3");
        Assert.Equal("a = 1\nb = \"two\"", contents.Text("a.ipynb!/cell-2"));
        Assert.Equal("out\nlines\n", contents.Text("a.ipynb!/cell-2/output-1"));
        Assert.Equal("<b>\"x\"</b>", contents.Text("a.ipynb!/cell-2/output-2/text/html"));
        Assert.Equal("one\ntwo", contents.Text("a.ipynb!/cell-2/output-3/traceback"));
        Assert.Equal(["Binary a.ipynb!/cell-2/output-2/image/png"], contents.Skips);
    }

    [Fact]
    public void An_HTTP_archive_gives_the_bodies()
    {
        tree.File("a.har", """
            {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [
              {"request": {"postData": {"mimeType": "a/b", "text": "{\"sent\":\"it\"}"}}, "response": {"content": {"text": "Z290IGl0", "encoding": "base64"}}},
              {"request": {}, "response": {"content": {"text": "plain\nbody"}}}]}}
            """);
        var contents = Contents.Of(tree);
        Assert.Equal("{\"sent\":\"it\"}", contents.Text("a.har!/entry-1/request"));
        Assert.Equal("got it", contents.Text("a.har!/entry-1/response"));
        Assert.Equal("plain\nbody", contents.Text("a.har!/entry-2/response"));
    }

    [Fact]
    public void Text_that_a_word_processor_cut_is_put_together()
    {
        var contents = Python("""
            import zipfile
            with zipfile.ZipFile('a.docx', 'w') as f:
                f.writestr('[Content_Types].xml', '<Types/>')
                f.writestr('word/document.xml', '<w:document><w:p><w:r><w:t>abc</w:t></w:r><w:r><w:t>def &amp; g</w:t></w:r></w:p><w:p><w:r><w:t>next</w:t></w:r></w:p></w:document>')
            """);
        Assert.Equal("abcdef & g\nnext\n", contents.Text("a.docx!/word/document.xml!/text"));
        Assert.Contains("a.docx!/word/document.xml", contents.Places);
    }

    [Fact]
    public void The_pages_of_a_PDF_are_texts()
    {
        tree.File("a.html", "<title>The title of it</title><p>The first line of <b>text</b></p><pre>token = abcDEF0123456789_-x\nsecond line</pre><p style='break-before:page'>next page <a href='https://example.org/?secret=in-a-link'>here</a></p>");
        tree.Make("chromium", "chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir=$PWD/.none/c --print-to-pdf=a.pdf a.html >/dev/null 2>&1; rm -rf .none a.html");
        var contents = Contents.Of(tree);
        Assert.Equal("The first line of text\ntoken = abcDEF0123456789_-x\nsecond line", contents.Text("a.pdf!/page-1"));
        Assert.Equal("next page here", contents.Text("a.pdf!/page-2"));
        Assert.Contains("https://example.org/?secret=in-a-link\n", contents.Text("a.pdf!/texts"), StringComparison.Ordinal);
        Assert.Contains("The title of it\n", contents.Text("a.pdf!/texts"), StringComparison.Ordinal);
        Assert.Equal([], contents.Skips);
    }

    [Fact]
    public void A_stream_by_a_filter_that_is_not_read_is_named_and_a_picture_is_not()
    {
        const string Page = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n";
        string File(string filter) => Page + $"4 0 obj<</Length 4/Filter/{filter}>>stream\nabcd\nendstream endobj\ntrailer<</Root 1 0 R>>\n";
        Assert.Contains(Contents.Of(Encoding.ASCII.GetBytes(File("LZWDecode"))).Skips, s => s.StartsWith("Unsupported", StringComparison.Ordinal));
        Assert.DoesNotContain(Contents.Of(Encoding.ASCII.GetBytes(File("DCTDecode"))).Skips, s => s.StartsWith("Unsupported", StringComparison.Ordinal));
    }
}
