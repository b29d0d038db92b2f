using System.Buffers.Binary;
using System.Text;

namespace Stanch.Providers.Logins;

/// <summary>As much of BSON as a login needs: flat documents, with one document or list of texts in them.</summary>
internal static class Bson
{
    private const byte Double = 1, String = 2, Document = 3, Array = 4, Binary = 5, Boolean = 8, Null = 10, Int32 = 16, Int64 = 18;

    /// <param name="fields">Values: text, number, flag, bytes, or such a document itself.</param>
    public static byte[] Write(params (string Name, object Value)[] fields)
    {
        List<byte> body = [];
        foreach (var (name, value) in fields)
        {
            body.Add(value switch { string => String, int => Int32, bool => Boolean, byte[] => Binary, _ => Document });
            body.AddRange([.. Encoding.UTF8.GetBytes(name), 0]);
            body.AddRange(value switch
            {
                string text => [.. Number(Encoding.UTF8.GetByteCount(text) + 1), .. Encoding.UTF8.GetBytes(text), 0],
                int number => Number(number),
                bool flag => [flag ? (byte)1 : (byte)0],
                byte[] bytes => [.. Number(bytes.Length), 0, .. bytes],
                _ => Write(((string, object)[])value),
            });
        }
        return [.. Number(body.Count + 5), .. body, 0];
    }

    /// <summary>The fields that are text, numbers, flags, bytes or lists of texts; others are passed over. Throws <see cref="InvalidDataException"/> for what is no document.</summary>
    public static Dictionary<string, object> Read(ReadOnlySpan<byte> document) => Read(document, lists: true);

    /// <param name="lists">False: within a list. What stands deeper is not looked at, so that depth costs nothing.</param>
    private static Dictionary<string, object> Read(ReadOnlySpan<byte> document, bool lists)
    {
        var fields = new Dictionary<string, object>(StringComparer.Ordinal);
        if (document.Length < 5 || BinaryPrimitives.ReadInt32LittleEndian(document) != document.Length || document[^1] != 0) throw Foreign();
        var rest = document[4..^1];
        while (!rest.IsEmpty)
        {
            var type = rest[0];
            var end = rest[1..].IndexOf((byte)0) + 1;
            if (end < 1) throw Foreign();
            var name = Encoding.UTF8.GetString(rest[1..end]);
            rest = rest[(end + 1)..];
            var length = Length(type, rest);
            if (length < 0 || length > rest.Length) throw Foreign();
            if ((type == Array ? lists ? Texts(rest[..length]) : null : Value(type, rest[..length])) is { } value) fields[name] = value;
            rest = rest[length..];
        }
        return fields;
    }

    private static string[] Texts(ReadOnlySpan<byte> list) => [.. Read(list, lists: false).Values.OfType<string>()];

    private static object? Value(byte type, ReadOnlySpan<byte> bytes) => type switch
    {
        String when bytes.Length > 4 => Encoding.UTF8.GetString(bytes[4..^1]),
        Int32 => (double)BinaryPrimitives.ReadInt32LittleEndian(bytes),
        Int64 => (double)BinaryPrimitives.ReadInt64LittleEndian(bytes),
        Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        Boolean => bytes[0] != 0,
        Binary => bytes[5..].ToArray(),
        _ => null,
    };

    /// <summary>How many bytes a value takes; below 0: it is none.</summary>
    private static int Length(byte type, ReadOnlySpan<byte> rest) => type switch
    {
        Null or 6 or 0xFF or 0x7F => 0,
        Boolean => 1,
        Int32 => 4,
        Double or Int64 or 9 or 17 => 8,
        7 => 12,
        19 => 16,
        String or 13 or 14 => Counted(rest, 4, least: 1),
        Binary => Counted(rest, 5, least: 0),
        Document or Array or 15 => Counted(rest, 0, least: 5),
        _ => -1,
    };

    private static int Counted(ReadOnlySpan<byte> rest, int before, int least) =>
        rest.Length >= 4 && BinaryPrimitives.ReadInt32LittleEndian(rest) is var count && count >= least && count <= rest.Length - before ? count + before : -1;

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    private static InvalidDataException Foreign() => new("not the protocol of MongoDB");
}
