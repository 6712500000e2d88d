package proxy

import (
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// brotliLevel is as quick as gzip's default, and smaller.
const brotliLevel = 4

// compressor is a writer of a coding, used again and again.
type compressor interface {
	io.WriteCloser
	Flush() error
	Reset(target io.Writer)
}

// coding is a way to make an answer smaller.
type coding struct {
	name    string
	writers sync.Pool
}

func newCoding(name string, create func() compressor) *coding {
	return &coding{name: name, writers: sync.Pool{New: func() any { return create() }}}
}

// codings in the order of what we would rather send: the quickest for its size first.
var codings = []*coding{
	newCoding("zstd", func() compressor {
		// One goroutine, and a window that browsers take.
		writer, _ := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
			zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
		return writer
	}),
	newCoding("br", func() compressor { return brotli.NewWriterLevel(nil, brotliLevel) }),
	newCoding("gzip", func() compressor {
		writer, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed)
		return writer
	}),
}

// accepted is the coding that the client asks for with the highest weight, of several ours; nil for none.
func accepted(header http.Header) *coding {
	var best *coding
	var bestWeight float64
	asked := weights(header["Accept-Encoding"])
	for _, one := range codings {
		weight, named := asked[one.name]
		if !named {
			weight = asked["*"]
		}
		if weight > bestWeight {
			best, bestWeight = one, weight
		}
	}
	return best
}

func weights(lines []string) map[string]float64 {
	asked := map[string]float64{}
	for _, line := range lines {
		for choice := range strings.SplitSeq(line, ",") {
			name, parameter, _ := strings.Cut(choice, ";")
			weight := 1.0
			if text, found := strings.CutPrefix(strings.ReplaceAll(parameter, " ", ""), "q="); found {
				parsed, err := strconv.ParseFloat(text, 64)
				// What makes no sense is no wish.
				if err != nil || parsed < 0 || parsed > 1 {
					parsed = 0
				}
				weight = parsed
			}
			asked[strings.ToLower(strings.TrimSpace(name))] = weight
		}
	}
	return asked
}
