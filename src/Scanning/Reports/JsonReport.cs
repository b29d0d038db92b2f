using System.Text.Json;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>One JSON document.</summary>
internal sealed class JsonReport : IReport
{
    /// <summary>The writer keeps what it wrote until it is flushed: not the whole of a large report.</summary>
    internal const int FlushAt = 1 << 16;

    public string Name => "json";

    public void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var json = new Utf8JsonWriter(output, ReadableJson.Indented);
        json.WriteStartObject();
        json.WriteString("format", "stanch-report/1");
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            FindingJson.Write(json, finding, options);
            if (json.BytesPending > FlushAt) json.Flush();
        }
        json.WriteEndArray();
        json.WritePropertyName("receipt");
        ReceiptJson.Write(json, result.Receipt, new Verdict(result, SecretGroup.Of(result.Findings)));
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
        output.Flush();
    }
}
