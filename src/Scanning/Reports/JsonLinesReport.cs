using System.Buffers;
using System.Text.Json;
using Stanch.Text;

namespace Stanch.Scanning.Reports;

/// <summary>One JSON object a line: the findings, and the receipt last.</summary>
internal sealed class JsonLinesReport : IReport
{
    public string Name => "jsonl";

    public void Write(ScanResult result, ReportOptions options, Stream output)
    {
        var lines = new ArrayBufferWriter<byte>(JsonReport.FlushAt);
        using var json = new Utf8JsonWriter(lines, ReadableJson.Line);
        foreach (var finding in result.Findings)
        {
            FindingJson.Write(json, finding, options);
            End();
        }
        json.WriteStartObject();
        json.WritePropertyName("receipt");
        ReceiptJson.Write(json, result.Receipt, new Verdict(result, SecretGroup.Of(result.Findings)));
        json.WriteEndObject();
        End();
        output.Write(lines.WrittenSpan);
        output.Flush();

        void End()
        {
            json.Flush();
            lines.Write("\n"u8);
            json.Reset();
            if (lines.WrittenCount < JsonReport.FlushAt) return;
            output.Write(lines.WrittenSpan);
            lines.ResetWrittenCount();
        }
    }
}
