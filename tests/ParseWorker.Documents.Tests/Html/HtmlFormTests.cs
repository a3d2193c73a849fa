namespace ParseWorker.Documents.Tests.Html;

public sealed class HtmlFormTests
{
    [Theory]
    [InlineData("<p>Name: <input value='Maria Example'></p>", "Name: Maria Example")]
    [InlineData("<p>Name: <input type=text></p>", "Name:")]
    [InlineData("<p>a <input type=hidden value=h><input type=password value=p><input type=submit value=Send> b</p>", "a b")]
    [InlineData("<p>Newsletter: <input type=checkbox checked> Calls: <input type=checkbox></p>", "Newsletter: [x] Calls: [ ]")]
    [InlineData("<p><input type=radio name=a checked>Yes <input type=radio name=a>No</p>", "[x] Yes [ ] No")]
    [InlineData("<p>Country: <select><option>France<option selected>Portugal</select></p>", "Country: Portugal")]
    [InlineData("<p>Country: <select><option>France<option>Portugal</select></p>", "Country: France")]
    [InlineData("<p>Days: <select multiple><option selected>Mon<option>Tue<option selected>Wed</select></p>", "Days: Mon, Wed")]
    [InlineData("<p>Remarks: <textarea>After 6 pm</textarea></p>", "Remarks: After 6 pm")]
    [InlineData("<ul><li>Name: <input value=Ann></li></ul>", "- Name: Ann")]
    public async Task Read_FormControl_ShowsWhatItHolds(string html, string expected) =>
        Assert.Equal(expected, await Parsed.TextAsync(html, "a.html"));

    [Fact]
    public async Task Read_FormControlInACell_ShowsWhatItHolds() => Assert.Contains(
        "<td>Ann</td>", await Parsed.TextAsync("<table><tr><th>Name<th>Age<tr><td><input value=Ann><td>3</table>", "a.html"),
            StringComparison.Ordinal);
}
